package lessons

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	task "github.com/yuin/goldmark/extension/ast"
)

// text gives the words of a block with their styles.
func (p *parser) text(n ast.Node) Text {
	t := p.inline(n, Plain, nil)
	if len(t) > 0 {
		t[0].Text = strings.TrimLeft(t[0].Text, " ")
	}
	return t
}

func (p *parser) inline(n ast.Node, style Style, t Text) Text {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			t = t.with(unescape(string(c.Segment.Value(p.src))), style)
			if c.SoftLineBreak() || c.HardLineBreak() {
				t = t.with(gap(t, p.src[min(c.Segment.Stop, len(p.src)):]), style)
			}
		case *ast.CodeSpan:
			t = t.with(p.code(c), Code)
		case *ast.Emphasis:
			inner := Emph
			if c.Level == 2 || style == Strong {
				inner = Strong
			}
			t = p.inline(c, inner, t)
		case *ast.Link:
			t = p.inline(c, style, t)
			t = t.with(" ("+string(c.Destination)+")", style)
		case *ast.AutoLink:
			t = t.with(string(c.URL(p.src)), style)
		case *task.TaskCheckBox:
		default:
			p.errorf(offset(c), "a lesson has no %s", kind(c))
		}
	}
	return t
}

// code is the words of a code span; a line break in it is a space.
func (p *parser) code(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c, ok := c.(*ast.Text); ok {
			b.Write(c.Segment.Value(p.src))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// with adds words, to the last span if it has their style.
func (t Text) with(words string, style Style) Text {
	switch n := len(t); {
	case words == "":
		return t
	case n > 0 && t[n-1].Style == style && style != Code:
		t[n-1].Text += words
		return t
	}
	return append(t, Span{words, style})
}

// gap is what a line break in a paragraph becomes: a space, but nothing between two characters of a script that is
// written without spaces.
func gap(before Text, after []byte) string {
	last, _ := utf8.DecodeLastRuneInString(before.String())
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(string(after), " \r\n>"))
	if unspaced(last) && unspaced(next) {
		return ""
	}
	return " "
}

func unspaced(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}

// unescape resolves backslashes before punctuation, and the entities that Markdown cannot do without.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(b.String())
}

// checked tells whether a block begins with the check box of a task list, and whether that is ticked.
func checked(n ast.Node) (ticked, is bool) {
	if box, ok := n.FirstChild().(*task.TaskCheckBox); ok {
		return box.IsChecked, true
	}
	return false, false
}

// offset is where a node begins; where the Markdown parser does not know, where the nearest one does that it does know.
func offset(n ast.Node) int {
	if at := n.Pos(); at >= 0 {
		return at
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if at := c.Pos(); at >= 0 {
			return at
		}
	}
	if n.Parent() != nil {
		return offset(n.Parent())
	}
	return 0
}

// kind is the Markdown parser's name for what a node is, in words: "thematic break", "raw html".
func kind(n ast.Node) string {
	words := regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(n.Kind().String(), "$1 $2")
	return strings.ToLower(words)
}
