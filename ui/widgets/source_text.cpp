#include "ui/widgets/source_text.h"

#include "app/approval/visible_text.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace countersign::widgets {

namespace {

bool isPlain(QChar c)
{
    return (c >= u' ' && c < u'\x7f' && c != u'[') || c == u'\t' || c == u'\n';
}

}  // namespace

QString shownSource(const QString &source)
{
    if (std::all_of(source.begin(), source.end(), isPlain))
        return source;
    QStringList lines = source.split(QLatin1Char('\n'));
    for (QString &line : lines) {
        if (std::all_of(line.begin(), line.end(), isPlain))
            continue;
        QStringList parts = line.split(QLatin1Char('\t'));
        for (QString &part : parts)
            part = approval::visibleText(part);
        line = parts.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

QString sourceOf(const QString &shown)
{
    if (!shown.contains(QLatin1String("[U+")))
        return shown;
    static const QRegularExpression written(QStringLiteral("\\[U\\+([0-9A-F]{4,6})\\]"));
    QString out;
    qsizetype done = 0;
    for (auto each = written.globalMatch(shown); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        const uint code = match.captured(1).toUInt(nullptr, 16);
        if (code > 0x10ffff)
            continue;
        // A lone surrogate has no place in a text; it stays written out.
        const bool surrogate = code >= 0xd800 && code <= 0xdfff;
        const char32_t character = code;
        const QString one = surrogate ? QString() : QString::fromUcs4(&character, 1);
        if (surrogate || (code != '[' && approval::visibleText(one) == one))
            continue;
        out += shown.mid(done, match.capturedStart() - done) + one;
        done = match.capturedEnd();
    }
    return out + shown.mid(done);
}

}  // namespace countersign::widgets
