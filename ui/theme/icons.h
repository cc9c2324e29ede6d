// One-colour icons, tinted when they are painted, so that they follow the theme and the state of their control.
#pragma once

#include "ui/theme/tokens.h"

#include <QIcon>

#include <optional>

class QPainter;
class QRectF;

namespace countersign::theme {

enum class Glyph {
    Inbox, ShieldCheck, Key, Scopes, Log, Settings, Search, Check, Cross, Clock, Warning, Info, Lock,
    ChevronRight, ChevronLeft, ChevronDown, ChevronUp, Copy, Refresh, User, Users, Server, Bell, Plug, Offline,
    Filter, More, Moon, Sun, Monitor, Plus, Minus, Deny, Freeze, Eye, External, Download, Ticket, Flag, History,
    Countersign,
};

inline constexpr int iconSize = 20;
// iconSize, grown with the text.
[[nodiscard]] int scaledIconSize();

// An icon in the tone's colour, or in the muted text colour without one; greyed when disabled.
[[nodiscard]] QIcon icon(Glyph glyph, std::optional<Tone> tone = std::nullopt);

// Paints the glyph centred in `rect`, as a square of its shorter side. For widgets and delegates that know their colour.
void paintGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &color);

// The mark of the product on its tile; `size` in device pixels where a pixmap is asked for.
[[nodiscard]] QIcon applicationIcon();

enum class TrayState { Calm, Offline, Alarm };
// The tile with a count (0 hides it, above 99 reads "99+") and the state of the link as shape and colour.
[[nodiscard]] QIcon trayIcon(TrayState state, int pending);

}  // namespace countersign::theme
