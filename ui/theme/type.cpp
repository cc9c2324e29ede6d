#include "ui/theme/type.h"

#include <QFontDatabase>
#include <QStringBuilder>
#include <QStringList>

#include <algorithm>

// Outside every namespace, as Q_INIT_RESOURCE demands.
static void initialiseResources()
{
    Q_INIT_RESOURCE(countersign);
}

namespace countersign::theme {

namespace {

double g_scale = 1.0;

double points(Type type)
{
    switch (type) {
    case Type::Caption: return 10;
    case Type::Body: return 11;
    case Type::Title: return 12;
    case Type::Headline: return 17;
    }
    return 11;
}

QFont face(const QStringList &families, Type type, Weight weight)
{
    QFont font(families);
    font.setPointSizeF(points(type) * g_scale);
    font.setWeight(weight == Weight::Strong ? QFont::DemiBold : QFont::Normal);
    // The outlines are good; hinting would make widths differ between machines and from one size to the next.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

}  // namespace

void loadFonts()
{
    static const bool loaded = [] {
        initialiseResources();
        for (const char *file : {"Inter-Regular", "Inter-SemiBold", "InterFigures-Regular", "InterFigures-SemiBold"})
            QFontDatabase::addApplicationFont(QLatin1String(":/countersign/fonts/") % QLatin1String(file)
                                              % QLatin1String(".otf"));
        return true;
    }();
    Q_UNUSED(loaded)
}

QFont font(Type type, Weight weight)
{
    return face({QStringLiteral("Inter")}, type, weight);
}

QFont figures(Type type, Weight weight)
{
    return face({QStringLiteral("Inter Figures"), QStringLiteral("Inter")}, type, weight);
}

QFont monospace(Type type)
{
    static const QString system = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    QFont font = face({system, QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")}, type, Weight::Regular);
    font.setStyleHint(QFont::Monospace);
    return font;
}

void setTextScale(double scale)
{
    g_scale = std::clamp(scale, 0.5, 3.0);
}

double textScale()
{
    return g_scale;
}

}  // namespace countersign::theme
