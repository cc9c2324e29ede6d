// The versions of one authority's catalogue, newest first, with their texts as they are asked for.
#pragma once

#include "app/console/facts.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

namespace countersign::console {

class AuthoritySession;

class CatalogHistory : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        VersionRole = Qt::UserRole + 1,  // qint64
        AppliedByRole,                   // QString, text from outside
        AppliedAtRole,                   // qint64 seconds
        ReasonRole,                      // QString, text from outside
    };
    enum class Reading { Never, Now, Done, Failed };

    explicit CatalogHistory(AuthoritySession &session, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] Reading reading() const { return m_reading; }
    // Null until it was read.
    [[nodiscard]] const QString *textOf(qint64 version) const;
    [[nodiscard]] bool couldNotRead(qint64 version) const { return m_unreadable.contains(version); }

public Q_SLOTS:
    void reload();
    void readText(qint64 version);

Q_SIGNALS:
    void readingChanged();
    void textRead(qint64 version);  // also when it could not be

private:
    void readPage(const QString &cursor);

    AuthoritySession &m_session;
    QList<CatalogVersion> m_items;
    QHash<qint64, QString> m_texts;  // applied texts never change
    QSet<qint64> m_unreadable, m_asked;
    QString m_cursor;
    Reading m_reading = Reading::Never;
    int m_round = 0;
};

}  // namespace countersign::console
