// Paints one cell of the log: the moment, what happened and to what, who, the client, and how it came out.
#pragma once

#include "app/console/audit/audit_rows.h"

#include <QCache>
#include <QStyledItemDelegate>

namespace countersign::audit {

class EntryDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setEntries(const console::AuditRows *entries);
    // The same for every row, so that millions of them cost nothing to lay out.
    [[nodiscard]] static int rowHeight();
    // Wide enough for every moment.
    [[nodiscard]] static int timeWidth();

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    // What is painted for one entry; reading the payload for every frame would be felt.
    struct Words {
        QString time, event, subject, actor, client, outcome;
    };
    [[nodiscard]] const Words &wordsOf(const console::AuditEntryFacts &entry) const;
    void paintCell(QPainter &painter, const QRect &cell, const QModelIndex &index, Qt::LayoutDirection direction) const;

    const console::AuditRows *m_entries = nullptr;
    mutable QCache<qint64, Words> m_words{600};
};

}  // namespace countersign::audit
