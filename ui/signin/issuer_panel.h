// Asks for the address of an authority.
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace countersign::widgets {
class PlainLabel;
}

namespace countersign::signin {

class IssuerPanel : public QWidget {
    Q_OBJECT
public:
    explicit IssuerPanel(QWidget *parent = nullptr);
    // Empties the field and puts the focus there.
    void begin();
    // Our own, translated text; stays until the address is edited.
    void showError(const QString &sentence);
    void setIssuer(const QString &issuer);

Q_SIGNALS:
    void issuerEntered(const QString &issuer);
    void backRequested();

private:
    void submit();

    QLineEdit *m_field;
    widgets::PlainLabel *m_error;
    QPushButton *m_go;
};

}  // namespace countersign::signin
