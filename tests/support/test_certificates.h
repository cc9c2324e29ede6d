// Certificates for tests: an own CA and what it issues, made by the openssl program in a directory of their own.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace countersign::tests {

class TestCertificates {
public:
    struct Pair {
        QString certificate, key;  // files, PEM
    };

    // Fatal without the openssl program.
    TestCertificates() { m_ca = make(QStringLiteral("ca"), {QStringLiteral("-x509"), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-addext"), QStringLiteral("keyUsage=critical,keyCertSign")}); }

    [[nodiscard]] QString caFile() const { return m_ca.certificate; }
    [[nodiscard]] QByteArray caPem() const { return read(m_ca.certificate); }

    // `names`: a subjectAltName, for example "IP:127.0.0.1". `days` from now; negative: expired.
    Pair issue(const QString &file, const QString &names, int days) const
    {
        const Pair pair = make(file, {});  // a request, for now
        QFile extensions(path(file + QStringLiteral(".ext")));
        if (!extensions.open(QIODevice::WriteOnly) || extensions.write("subjectAltName=" + names.toLatin1() + '\n') <= 0)
            qFatal("cannot write %s", qPrintable(extensions.fileName()));
        extensions.close();
        const QString request = path(file + QStringLiteral(".csr"));
        if (!QFile::rename(pair.certificate, request))
            qFatal("cannot rename %s", qPrintable(pair.certificate));
        openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), request, QStringLiteral("-CA"), m_ca.certificate, QStringLiteral("-CAkey"), m_ca.key, QStringLiteral("-CAcreateserial"),
                 QStringLiteral("-days"), QString::number(days), QStringLiteral("-extfile"), extensions.fileName(), QStringLiteral("-out"), pair.certificate});
        return pair;
    }
    Pair selfSigned(const QString &file, const QString &names) const
    {
        return make(file, {QStringLiteral("-x509"), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-addext"), QStringLiteral("subjectAltName=") + names});
    }
    // The name under which OpenSSL looks for the CA in a directory: subject hash and number.
    [[nodiscard]] QString caHashName() const
    {
        return QString::fromLatin1(openssl({QStringLiteral("x509"), QStringLiteral("-in"), m_ca.certificate, QStringLiteral("-noout"), QStringLiteral("-hash")}).trimmed()) + QStringLiteral(".0");
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    static QByteArray read(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QByteArray openssl(const QStringList &words)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), words);
        if (!process.waitForFinished(30'000) || process.exitCode() != 0)
            qFatal("openssl %s: %s", qPrintable(words.first()), process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }
    [[nodiscard]] Pair make(const QString &file, const QStringList &more) const
    {
        const Pair pair{path(file + QStringLiteral(".pem")), path(file + QStringLiteral(".key"))};
        openssl(QStringList{QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                            QStringLiteral("-subj"), QStringLiteral("/CN=Countersign test ") + file, QStringLiteral("-keyout"), pair.key, QStringLiteral("-out"), pair.certificate} + more);
        QFile::setPermissions(pair.key, QFile::ReadOwner | QFile::WriteOwner);
        return pair;
    }

    QTemporaryDir m_dir;
    Pair m_ca;
};

}  // namespace countersign::tests
