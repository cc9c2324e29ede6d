// A page of a list and, beside it, the card of what is chosen; where the window is narrow, one in the other's place. Above both
// a banner for what is the matter with the connection; where the list has no rows, why.
#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

class QAbstractItemView;
class QLayout;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace countersign::widgets {

class Banner;
class EmptyState;
class ProgressLine;
class SectionHeader;

class ListBesideCard : public QWidget {
    Q_OBJECT
public:
    // Our own, translated text.
    struct Words {
        QString title, loading;
        QString chooseOne;  // what a person finds in a card
        theme::Glyph glyph;
    };
    enum class Rows { Loading, None, Some };
    enum class Card {
        None,    // there is nothing to choose from
        Beside,  // a narrow window shows the list
        Open,    // a narrow window shows the card, with a way back
        Held,    // the same without one: what is entered there is left by its own button
    };

    explicit ListBesideCard(const Words &words, QWidget *parent = nullptr);

Q_SIGNALS:
    void leaveRequested();  // from the card back to the list, in a narrow window

protected:
    [[nodiscard]] SectionHeader &header() { return *m_header; }
    [[nodiscard]] Banner &banner() { return *m_banner; }  // hidden at first
    [[nodiscard]] EmptyState &state() { return *m_state; }
    [[nodiscard]] QPushButton &back() { return *m_back; }
    // Between the header and the list, in the order of the calls; takes ownership.
    void addAbove(QWidget *control, Qt::Alignment alignment = {});
    void addAbove(QLayout *controls);
    void setList(QAbstractItemView *list);
    void addCard(QWidget *card);

    void showRows(Rows rows);
    void showState(theme::Glyph glyph, const QStringList &titleAndSentence, const QString &action = {});
    // Null: nothing is chosen.
    void showCard(QWidget *card, Card how);
    [[nodiscard]] QWidget *cardSide() const { return m_right; }
    [[nodiscard]] QWidget *shownCard() const;
    void focusShownCard();  // what in it takes the keyboard first
    void switchSide();      // F6: between list and card
    [[nodiscard]] bool isNarrow() const;

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void arrange();

    SectionHeader *m_header;
    Banner *m_banner;
    EmptyState *m_state, *m_nothingChosen;
    ProgressLine *m_loading;
    QPushButton *m_back;
    QWidget *m_left, *m_right;
    QVBoxLayout *m_above;
    QStackedLayout *m_cards;
    QAbstractItemView *m_list = nullptr;
    Card m_card = Card::None;
};

}  // namespace countersign::widgets
