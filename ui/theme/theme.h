// The one theme of the process: chooses the tokens, maps them to QPalette, style and fonts.
#pragma once

#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

#include <QObject>

class QApplication;
class QPalette;

namespace countersign::theme {

enum class Scheme { System, Light, Dark };  // what the person chose
enum class SystemScheme { NoPreference, Light, Dark };  // what the desktop says (portal "color-scheme")
enum class Motion { Full, Reduced };

// The tokens in force. Ask at paint time; never keep a colour. Widgets hear of a change as QEvent::PaletteChange.
[[nodiscard]] const Tokens &tokens();
[[nodiscard]] Motion motion();

// Palette of a set of tokens; public for the contrast test.
[[nodiscard]] QPalette paletteFor(const Tokens &tokens);

// Lives as long as the application; thread: GUI.
class Theme : public QObject {
    Q_OBJECT
public:
    // Loads fonts and installs style, palette and font in `application`.
    explicit Theme(QApplication &application);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);
    // NoPreference is decided by how light the platform's own palette was at start.
    void setSystemScheme(SystemScheme scheme);
    void setMotion(Motion motion);
    // Multiplies every type size; see setTextScale in type.h.
    void setScale(double scale);

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication &m_application;
    Scheme m_scheme = Scheme::System;
    SystemScheme m_system = SystemScheme::NoPreference;
    bool m_platformDark = false;
};

}  // namespace countersign::theme
