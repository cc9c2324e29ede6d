// Whether the desktop prefers light or dark, from org.freedesktop.portal.Settings (org.freedesktop.appearance
// color-scheme). Qt 6.4 does not ask.
#pragma once

#include <QObject>

class QDBusVariant;
class QVariant;

namespace countersign::console {

class ColourScheme : public QObject {
    Q_OBJECT

public:
    enum class Preference { None, Dark, Light };

    // Asks at once, without waiting; `changed` comes with the answer and with every change. Thread: GUI.
    explicit ColourScheme(QObject *parent = nullptr);

    [[nodiscard]] Preference preference() const { return m_preference; }
    // What the portal's number means; everything it does not define is no preference.
    [[nodiscard]] static Preference preferenceOf(const QVariant &value);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void set(Preference preference);

    Preference m_preference = Preference::None;
};

}  // namespace countersign::console
