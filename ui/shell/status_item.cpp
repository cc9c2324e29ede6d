#include "ui/shell/status_item.h"

#include "ui/widgets/accessible_role.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/plain_text.h"

#include <QVBoxLayout>

namespace countersign::shell {

StatusItem::StatusItem(QWidget *parent)
    : QWidget(parent), m_glyph(new widgets::GlyphView(theme::Glyph::Info, theme::Ink::Muted, this)), m_words(new widgets::PlainLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    m_words->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    column->addWidget(m_glyph, 0, Qt::AlignHCenter);
    column->addWidget(m_words);
}

void StatusItem::setWords(Words words)
{
    m_words->setVisible(words == Words::Shown);
}

void StatusItem::setState(const State &state)
{
    m_glyph->setGlyph(state.glyph);
    m_glyph->setInk(state.ink);
    m_words->setTextStyle({theme::Type::Caption, theme::Weight::Regular, theme::Face::Figures, state.ink});
    m_words->setOwnText(state.words);
    setToolTip(widgets::toolTipText(state.name));
    const bool news = !accessibleName().isEmpty() && accessibleName() != state.name;
    widgets::setAccessibleRole(*this, QAccessible::StaticText, state.name);
    if (news)
        widgets::announce(*this);
}

}  // namespace countersign::shell
