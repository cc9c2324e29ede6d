// A scene: a name, a size and how to build what is to be looked at. Scenes register themselves before main().
#pragma once

#include <QList>
#include <QSize>
#include <QString>

#include <functional>

class QWidget;

namespace countersign::scenes {

struct Scene {
    QString name;  // also the file name
    QSize size;    // device-independent pixels; an empty height takes the widget's own
    std::function<QWidget *()> make;
};

// In order of registration within a file; sorted by name when rendered.
[[nodiscard]] QList<Scene> &registry();

struct Registrar {
    Registrar(const char *name, QSize size, std::function<QWidget *()> make)
    {
        registry().append({QString::fromLatin1(name), size, std::move(make)});
    }
};

// Every scene sees this moment: 2026-11-22 14:02:00 UTC.
inline constexpr qint64 fixedNowMs = 1795356120000;

}  // namespace countersign::scenes
