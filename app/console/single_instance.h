// One console per person and data folder. A second start only asks the first to show its window; nothing else can be said.
#pragma once

#include <QLocalServer>
#include <QObject>

#include <memory>

namespace countersign::console {

class SingleInstance : public QObject {
    Q_OBJECT

public:
    // `dir`: a folder of this person alone, made 0700; another owner or wider rights switch the whole thing off.
    explicit SingleInstance(QString dir, QObject *parent = nullptr);
    ~SingleInstance() override;

    // $XDG_RUNTIME_DIR/countersign, or <dataDir>/run.
    [[nodiscard]] static QString defaultDir(const QString &dataDir);

    enum class Start {
        First,    // this one is it, and listens
        Handed,   // another runs and was asked to show itself: end quietly
        Alone,    // no safe place to meet: start normally
    };
    [[nodiscard]] Start begin();

Q_SIGNALS:
    void raiseRequested();

private:
    void onConnection();
    [[nodiscard]] bool ensureDir() const;
    [[nodiscard]] bool askOther() const;

    QString m_dir, m_path;
    QLocalServer m_server;
    int m_lock = -1;
};

}  // namespace countersign::console
