// One titled card of the settings.
#pragma once

#include "ui/widgets/card.h"

namespace countersign::settings {

class Section : public QWidget {
    Q_OBJECT
public:
    // `title` is our own, translated text.
    explicit Section(const QString &title, QWidget *parent = nullptr);
    [[nodiscard]] QVBoxLayout *column() const { return m_card->column(); }
    // A sentence in the muted ink, under what it explains. Our own, translated text.
    void addNote(const QString &sentence);

private:
    widgets::Card *m_card;
};

}  // namespace countersign::settings
