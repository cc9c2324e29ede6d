// Every widget of ui/widgets in its states.
#include "tests/scenes/scene.h"

#include "ui/text/error_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/half_life_bar.h"
#include "ui/widgets/long_value.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/rail_button.h"
#include "ui/widgets/risk_chip.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text_area.h"
#include "ui/widgets/toast_area.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QRadioButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace countersign;
using namespace countersign::widgets;
using namespace std::chrono_literals;
using scenes::Registrar;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

struct Page {
    QWidget *widget = new QWidget;
    QVBoxLayout *column = new QVBoxLayout(widget);
    Page()
    {
        column->setContentsMargins(theme::space::xl, theme::space::xl, theme::space::xl, theme::space::xl);
        column->setSpacing(theme::space::m);
    }
    QHBoxLayout *row()
    {
        auto *line = new QHBoxLayout;
        line->setSpacing(theme::space::s);
        column->addLayout(line);
        return line;
    }
};

class IconSheet : public QWidget {
public:
    QSize sizeHint() const override { return {480, 300}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        for (int i = 0; i <= static_cast<int>(theme::Glyph::Countersign); ++i) {
            const QRectF cell(16 + (i % 10) * 46, 16 + i / 10 * 44, 20, 20);
            theme::paintGlyph(painter, cell, static_cast<theme::Glyph>(i), theme::tokens().text);
        }
        int x = 16;
        for (const int side : {16, 22, 32, 48, 64}) {
            theme::trayIcon(theme::TrayState::Calm, side == 64 ? 128 : 3).paint(&painter, x, 230, side, side);
            x += side + 12;
        }
        theme::trayIcon(theme::TrayState::Offline, 0).paint(&painter, x, 230, 48, 48);
        theme::trayIcon(theme::TrayState::Alarm, 0).paint(&painter, x + 60, 230, 48, 48);
        theme::applicationIcon().paint(&painter, x + 120, 230, 64, 64);
    }
};

const Registrar icons("widget_icons", {480, 310}, [] { return new IconSheet; });

const Registrar buttons("widget_buttons", {720, 0}, [] {
    Page page;
    using theme::ButtonRole;
    const QList<QPair<ButtonRole, QString>> roles{{ButtonRole::Filled, s("Approve this transfer")}, {ButtonRole::Plain, s("Deny")},
        {ButtonRole::Danger, s("Revoke")}, {ButtonRole::DangerFilled, s("Revoke now")}, {ButtonRole::Quiet, s("Show more")}};
    for (const char *state : {"rest", "disabled", "icon"}) {
        auto *row = new FlowLayout;
        page.column->addLayout(row);
        for (const auto &[role, text] : roles) {
            QPushButton *button = makeButton(role, text);
            button->setEnabled(qstrcmp(state, "disabled") != 0);
            if (qstrcmp(state, "icon") == 0)
                button->setIcon(theme::icon(theme::Glyph::Refresh));
            row->addWidget(button);
        }
    }
    QHBoxLayout *row = page.row();
    row->addWidget(makeIconButton(theme::Glyph::Copy, s("Copy")));
    row->addWidget(makeIconButton(theme::Glyph::More, s("More")));
    QPushButton *focused = makeButton(ButtonRole::Plain, s("Has the focus"));
    row->addWidget(focused);
    row->addStretch(1);
    focused->setFocus(Qt::TabFocusReason);
    return page.widget;
});

const Registrar focusFilled("widget_focus_filled", {300, 0}, [] {
    Page page;
    QPushButton *button = makeButton(theme::ButtonRole::Filled, s("Filled with the focus"));
    page.column->addWidget(button);
    button->setFocus(Qt::TabFocusReason);
    return page.widget;
});

const Registrar inputs("widget_inputs", {640, 0}, [] {
    Page page;
    auto *search = new SearchField(s("Filter by client, action, resource"));
    page.column->addWidget(search);
    auto *filled = new SearchField(s("Filter"));
    filled->setText(s("treasury"));
    page.column->addWidget(filled);
    QHBoxLayout *row = page.row();
    auto *line = new QLineEdit(s("has the focus"));
    row->addWidget(line, 1);
    auto *combo = new QComboBox;
    combo->addItems({s("15 minutes"), s("1 hour")});
    row->addWidget(combo);
    auto *spin = new QSpinBox;
    spin->setValue(60);
    row->addWidget(spin);
    row->addWidget(makeButton(theme::ButtonRole::Plain, s("Save")));
    auto *marks = new FlowLayout;
    page.column->addLayout(marks);
    auto *checked = new QCheckBox(s("payments:refund"));
    checked->setChecked(true);
    auto *partly = new QCheckBox(s("Some"));
    partly->setTristate(true);
    partly->setCheckState(Qt::PartiallyChecked);
    auto *off = new QCheckBox(s("orders:write"));
    auto *disabled = new QCheckBox(s("Disabled"));
    disabled->setEnabled(false);
    auto *radio = new QRadioButton(s("System"));
    radio->setChecked(true);
    for (QWidget *mark : std::initializer_list<QWidget *>{checked, partly, off, disabled, radio, new QRadioButton(s("Dark"))})
        marks->addWidget(mark);
    auto *comment = new TextArea(TextArea::Use::Write, s("Comment"));
    comment->setPlaceholderText(s("Comment, kept in the log"));
    comment->setRows(2);
    page.column->addWidget(comment);
    auto *code = new TextArea(TextArea::Use::ReadCode, s("Canonical text"));
    code->setRows(4);
    code->showOutside(s("{\"action\":\"refund\",\"amount\":\"1240.00\",\"currency\":\"EUR\",\"note\":\"safe\xE2\x80\xAE\"}\nsecond line\nthird\nfourth\nfifth"));
    page.column->addWidget(code);
    auto *off2 = new QLineEdit(s("disabled field"));
    off2->setEnabled(false);
    page.column->addWidget(off2);
    line->setFocus(Qt::TabFocusReason);
    return page.widget;
});

const Registrar groups("widget_lists", {560, 420}, [] {
    Page page;
    auto *group = new QGroupBox(s("Notifications"));
    auto *inner = new QVBoxLayout(group);
    inner->addWidget(new QCheckBox(s("Tell me of new requests")));
    inner->addWidget(new QCheckBox(s("Start at login")));
    page.column->addWidget(group);
    auto *list = new QListWidget;
    list->setAccessibleName(s("Examples"));
    for (int i = 0; i < 40; ++i)
        list->addItem(s("Row %1").arg(i));
    list->setCurrentRow(1);
    page.column->addWidget(list);
    return page.widget;
});

const Registrar menu("widget_menu", {300, 0}, []() -> QWidget * {
    auto *popup = new QMenu;
    popup->addAction(theme::icon(theme::Glyph::Copy), s("Copy\tCtrl+C"));
    QAction *active = popup->addAction(theme::icon(theme::Glyph::Refresh), s("Refresh"));
    popup->addSeparator();
    QAction *checked = popup->addAction(s("Dark"));
    checked->setCheckable(true);
    checked->setChecked(true);
    popup->addAction(s("Not now"))->setEnabled(false);
    popup->addMenu(s("More"));
    popup->setActiveAction(active);
    popup->setMinimumWidth(300);
    return popup;
});

const Registrar chips("widget_chips", {760, 0}, [] {
    Page page;
    auto *row = new FlowLayout;
    page.column->addLayout(row);
    for (const auto tier : {approval::Tier::Low, approval::Tier::Medium, approval::Tier::High, approval::Tier::Critical})
        row->addWidget(makeRiskChip(tier));
    auto *second = new FlowLayout;
    page.column->addLayout(second);
    second->addWidget(new Chip(s("Single use")));
    second->addWidget(new Chip(s("payments:transfer")));
    second->addWidget(new Chip(s("staging"), {theme::Tone::Neutral, Chip::Mark::None, Chip::Look::Outline}));
    second->addWidget(new Chip(s("verified"), {theme::Tone::Ok, Chip::Mark::None, Chip::Look::Soft}));
    auto *badge = new Badge;
    badge->setCount(4);
    second->addWidget(badge);
    auto *many = new Badge;
    many->setTone(theme::Tone::Danger);
    many->setCount(1204);
    second->addWidget(many);
    auto *third = new FlowLayout;
    page.column->addLayout(third);
    for (const auto &countdown : {Countdown{87s, 120s}, Countdown{14s, 120s}, Countdown{243s, 300s}, Countdown{51s, 60s},
                                  Countdown{870s, 900s}, Countdown{3h, 4h}, Countdown{0s, 60s}, Countdown{60s, 60s}}) {
        auto *ring = new CountdownRing;
        ring->setCountdown(countdown);
        third->addWidget(ring);
    }
    for (const auto &countdown : {Countdown{50min, 60min}, Countdown{20min, 60min}, Countdown{3min, 60min}}) {
        auto *bar = new HalfLifeBar;
        bar->setCountdown(countdown);
        page.column->addWidget(bar);
    }
    return page.widget;
});

const Registrar facts("widget_fact_sheet", {640, 0}, [] {
    Page page;
    auto *sheet = new FactSheet;
    sheet->setFacts({{s("From"), s("DE89 3704 0044 0532 0130 00"), s("DE89370400440532013000")},
                     {s("To"), s("FR76 3000 6000 0112 3456 7890 189"), s("FR7630006000011234567890189")},
                     {s("Amount"), s("12,400.00 EUR"), s("12400.00 EUR")},
                     {s("Reference"), s("INV-20417"), {}},
                     {s("Purpose of the payment as the client gave it"), s("Quarterly settlement for the northern warehouses, agreed on the phone with the supplier and confirmed in writing the same day"), {}},
                     {s("Customer"), s("аррӏе GmbH"), {}},
                     {s("Note"), s("safe\xE2\x80\xAE" "txt.exe\nStatus: approved"), {}}});
    page.column->addWidget(sheet);
    return page.widget;
});

const Registrar longFact("widget_long_value", {640, 0}, [] {
    Page page;
    auto *sheet = new FactSheet;
    sheet->setFacts({{s("Statement"), QStringLiteral("SELECT customer_id FROM orders WHERE id IN (10440, 10441) ").repeated(40), {}},
                     {s("Digest"), QStringLiteral("9f3c71ab02de").repeated(20), {}}});
    page.column->addWidget(sheet);
    return page.widget;
});

const Registrar banners("widget_banners", {680, 0}, [] {
    Page page;
    auto *info = new Banner(theme::Tone::Accent);
    info->setMessage(s("Two approvals are needed"), s("You are the first of two. A second person from payments-approvers has to agree."));
    page.column->addWidget(info);
    auto *warn = new Banner(theme::Tone::Warn);
    warn->setMessage(text::errorTitle(base::Errc::Unavailable), text::errorSentence(base::Errc::Unavailable));
    warn->setAction(s("Retry"));
    page.column->addWidget(warn);
    auto *danger = new Banner(theme::Tone::Danger);
    danger->setMessage(s("The log does not match what this console saw before"), s("Nothing can be approved until this is explained. Deny and revoke still work."));
    danger->setAction(s("Export the evidence"));
    page.column->addWidget(danger);
    auto *ok = new Banner(theme::Tone::Ok);
    ok->setMessage(s("Approved at 14:02:07."));
    page.column->addWidget(ok);
    auto *neutral = new Banner(theme::Tone::Neutral);
    neutral->setMessage(s("There is no tray on this desktop."), s("The window works alone."));
    page.column->addWidget(neutral);
    auto *progress = new ProgressLine(s("Checking the log, 31 of 48 steps"));
    progress->setFraction(31.0 / 48);
    progress->setCancellable();
    page.column->addWidget(progress);
    page.column->addWidget(new ProgressLine(s("Signing in")));
    return page.widget;
});

const Registrar empty("widget_empty_state", {560, 360}, [] {
    auto *state = new EmptyState(theme::Glyph::Inbox);
    state->setMessage(s("Nothing is waiting for you"), s("New requests appear here by themselves. You can close the window; the tray keeps watching."));
    state->setAction(s("Show what was decided today"));
    return state;
});

const Registrar fold("widget_fold", {560, 0}, [] {
    Page page;
    auto *header = new SectionHeader(s("Waiting for you"), theme::style::title);
    header->setCount(4);
    header->addControl(makeIconButton(theme::Glyph::Filter, s("Filter")));
    page.column->addWidget(header);
    page.column->addWidget(new Fold(s("Show the canonical text"), new QWidget));
    auto *open = new Fold(s("Show the canonical text"), new PlainLabel(s("S256 9f3c 71ab 02de"), theme::style::code));
    open->open();
    page.column->addWidget(open);
    return page.widget;
});

const Registrar rail("widget_rail", {92, 520}, [] {
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(8, 12, 8, 12);
    column->setSpacing(theme::space::xs);
    using theme::Glyph;
    const QList<QPair<Glyph, QString>> places{{Glyph::Inbox, s("Inbox")}, {Glyph::Key, s("Active access")}, {Glyph::Users, s("Clients")},
                                              {Glyph::Scopes, s("Scopes")}, {Glyph::Log, s("Audit")}};
    for (const auto &[glyph, label] : places) {
        auto *button = new RailButton(glyph, label);
        column->addWidget(button);
        if (glyph == Glyph::Inbox) {
            button->setChecked(true);
            button->setPending(3);
        }
        if (glyph == Glyph::Key)
            button->setPending(128);
    }
    column->addStretch(1);
    column->addWidget(new RailButton(Glyph::Settings, s("Settings")));
    return side;
});

const Registrar toasts("widget_toasts", {560, 220}, [] {
    auto *host = new QWidget;
    host->resize(560, 220);
    auto *area = new ToastArea(host);
    area->say(s("Denied. The client was told."), theme::Tone::Ok);
    area->say(s("The connection is back; everything shown is current."));
    return host;
});

const Registrar dialog("widget_dialog", {520, 0}, [] {
    return new AskDialog({s("Revoke this access?"), s("Orders API stops accepting it at once. It cannot be given back; a new request is needed."),
                          s("Revoke"), s("Keep it"), theme::ButtonRole::DangerFilled}, nullptr);
});

// What the screens will be made of, together: the measure of the whole.
const Registrar together("together_approval", {1120, 720}, [] {
    auto *window = new QWidget;
    auto *line = new QHBoxLayout(window);
    line->setContentsMargins(theme::space::xxl, theme::space::xl, theme::space::xxl, theme::space::xl);
    auto *column = new QVBoxLayout;
    line->addLayout(column);
    column->setSpacing(theme::space::m);
    auto *top = new QHBoxLayout;
    auto *headline = new PlainLabel(s("Transfer 12,400.00 EUR to FR76 3000 6000 0112 3456 7890 189"), theme::style::headline);
    top->addWidget(headline, 1);
    auto *ring = new CountdownRing;
    ring->setCountdown({14s, 120s});
    top->addWidget(ring, 0, Qt::AlignTop);
    column->addLayout(top);
    column->addWidget(new PlainLabel(s("treasury-cli asks to run this once, on behalf of sofia@northwind."), theme::style::muted));
    auto *marks = new FlowLayout;
    marks->addWidget(makeRiskChip(approval::Tier::High));
    marks->addWidget(new Chip(s("Single use")));
    marks->addWidget(new Chip(s("payments:transfer")));
    column->addLayout(marks);
    auto *sheet = new FactSheet;
    sheet->setFacts({{s("From"), s("DE89 3704 0044 0532 0130 00"), {}}, {s("To"), s("FR76 3000 6000 0112 3456 7890 189"), {}},
                     {s("Amount"), s("12,400.00 EUR"), s("12400.00 EUR")}, {s("Reference"), s("INV-20417"), {}},
                     {s("Session"), s("macbook-sofia · 10.4.7.21 · signed in 3 min ago"), {}}});
    column->addWidget(sheet);
    auto *card = new Card;
    auto *check = new QHBoxLayout;
    check->addWidget(new GlyphView(theme::Glyph::ShieldCheck, theme::Ink::Ok));
    auto *matches = new PlainLabel(s("Parameters match the signed request."), theme::style::body);
    matches->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    check->addWidget(matches, 1);
    card->column()->addLayout(check);
    card->column()->addWidget(new Fold(s("Show the canonical text"), new QWidget));
    column->addWidget(card);
    column->addStretch(1);
    auto *comment = new QLineEdit;
    comment->setPlaceholderText(s("Comment, kept in the log"));
    column->addWidget(comment);
    auto *foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(makeButton(theme::ButtonRole::Plain, s("Deny")));
    foot->addWidget(makeButton(theme::ButtonRole::Filled, s("Approve this transfer")));
    column->addLayout(foot);
    window->setFocusPolicy(Qt::StrongFocus);
    return window;
});

}  // namespace
