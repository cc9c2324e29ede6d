// What the person chose. With --data it lives in that folder and nowhere else.
#pragma once

#include <QObject>
#include <QSettings>
#include <QTime>

#include <memory>

namespace countersign::console {

class Settings : public QObject {
    Q_OBJECT

public:
    enum class ThemeChoice { System, Light, Dark };
    struct QuietHours {
        bool on = false;
        QTime from{22, 0}, to{7, 0};  // local time; may pass midnight
        [[nodiscard]] bool contains(const QTime &time) const;
        bool operator==(const QuietHours &) const = default;
    };
    struct KnownAuthority {
        QString id, issuer, name;  // issuer empty: the local one
        int colourIndex = 0;
        bool operator==(const KnownAuthority &) const = default;
    };

    // `dataDir` empty: the person's usual configuration folder.
    explicit Settings(const QString &dataDir = {}, QObject *parent = nullptr);
    ~Settings() override;

    // Folder of this console's own files (log witness, evidence, local authority). Exists, 0700.
    [[nodiscard]] QString dataDir() const { return m_dataDir; }

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    [[nodiscard]] QString language() const;  // "en", "de", …; empty: the system's
    void setLanguage(const QString &language);
    [[nodiscard]] bool notifications() const;
    void setNotifications(bool on);
    // What requests say stands behind a cover until a person asks for it.
    [[nodiscard]] bool hidesValues() const;
    void setHidesValues(bool on);
    [[nodiscard]] QuietHours quietHours() const;
    void setQuietHours(const QuietHours &hours);
    [[nodiscard]] bool startAtLogin() const;
    // Writes or removes the XDG autostart entry; false when the file could not be written.
    [[nodiscard]] bool setStartAtLogin(bool on);

    // Where the window was, as the toolkit saves it; empty before the first time. Setting it tells nobody.
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

    // Saved filters of the audit log of one authority, as audit_facts.h writes them; empty before the first.
    [[nodiscard]] QByteArray auditFilters(const QString &authorityId) const;
    void setAuditFilters(const QString &authorityId, const QByteArray &filters);
    // Ids of the catalogue changes this person asked for there and has not put away yet.
    [[nodiscard]] QStringList catalogChanges(const QString &authorityId, const QString &person) const;
    void setCatalogChanges(const QString &authorityId, const QString &person, const QStringList &ids);

    [[nodiscard]] QList<KnownAuthority> authorities() const;
    void setAuthorities(const QList<KnownAuthority> &authorities);

Q_SIGNALS:
    void changed();

private:
    void store(const QString &key, const QVariant &value);
    [[nodiscard]] QString autostartFile() const;

    QString m_dataDir, m_autostartDir;
    std::unique_ptr<QSettings> m_store;
};

}  // namespace countersign::console
