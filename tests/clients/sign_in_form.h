// A person at the authority's sign-in page: reads the form, fills it in, and follows the way back to the console.
#pragma once

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>

namespace countersign::tests {

class SignInForm : public QObject {
public:
    struct Person {
        QString name, password;
    };
    using Done = std::function<void(const QByteArray &lastPage)>;

    SignInForm(Person person, Done done) : m_person(std::move(person)), m_done(std::move(done)) { m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); }

    // For an authority on TLS: these, PEM, are trusted.
    void trust(const QByteArray &certificates) { m_tls.setCaCertificates(QSslCertificate::fromData(certificates)); }
    void open(const QUrl &url) { follow(m_network.get(requestFor(url))); }

private:
    [[nodiscard]] QNetworkRequest requestFor(const QUrl &url) const
    {
        QNetworkRequest request(url);
        request.setSslConfiguration(m_tls);
        return request;
    }
    void follow(QNetworkReply *reply)
    {
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            reply->deleteLater();
            const QUrl next = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
            const QByteArray page = reply->readAll();
            if (!next.isEmpty())
                follow(m_network.get(requestFor(reply->url().resolved(next))));
            else if (page.contains("name=\"password\"") && !m_filledIn)
                fillIn(reply->url(), page);
            else
                m_done(page);
        });
    }
    void fillIn(const QUrl &from, const QByteArray &page)
    {
        m_filledIn = true;
        static const QRegularExpression hidden(QStringLiteral("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">"));
        static const QRegularExpression action(QStringLiteral("<form method=\"post\" action=\"([^\"]+)\""));
        const QString text = QString::fromUtf8(page);
        QByteArray body = "username=" + QUrl::toPercentEncoding(m_person.name) + "&password=" + QUrl::toPercentEncoding(m_person.password);
        for (auto fields = hidden.globalMatch(text); fields.hasNext();) {
            const auto field = fields.next();
            body += '&' + QUrl::toPercentEncoding(field.captured(1)) + '=' + QUrl::toPercentEncoding(field.captured(2));
        }
        QNetworkRequest request = requestFor(from.resolved(QUrl(action.match(text).captured(1))));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/x-www-form-urlencoded"));
        follow(m_network.post(request, body));
    }

    QNetworkAccessManager m_network;
    QSslConfiguration m_tls = QSslConfiguration::defaultConfiguration();
    Person m_person;
    Done m_done;
    bool m_filledIn = false;
};

}  // namespace countersign::tests
