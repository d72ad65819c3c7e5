package lessons

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	goldmark "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Parse reads a lesson. File is where src was read from; it stands in the errors. All that is wrong is told at once, in
// the order of the file: err joins an error "file:line:column: …" for each (errors.Join), columns counted in characters
// from 1. What the format does not have is an error, so nothing of a file is lost unseen.
func Parse(file string, src []byte) (*Lesson, error) {
	src = bytes.ReplaceAll(bytes.TrimPrefix(src, []byte("\uFEFF")), []byte("\r\n"), []byte("\n"))
	p := &parser{file: file, src: src, lesson: &Lesson{File: file, Lang: language(file)}}
	if p.characters(); len(p.errs) > 0 {
		return nil, p.failure()
	}
	body := p.head()
	document := goldmark.NewParser(
		goldmark.WithBlockParsers(goldmark.DefaultBlockParsers()...),
		goldmark.WithInlineParsers(append(goldmark.DefaultInlineParsers(),
			util.Prioritized(checkBoxes{}, 0))...),
		goldmark.WithParagraphTransformers(goldmark.DefaultParagraphTransformers()...),
	).Parse(text.NewReader(body))
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		p.node(n)
	}
	p.end()
	if body != nil && !p.open {
		p.lint()
	}
	if len(p.errs) > 0 {
		return nil, p.failure()
	}
	return p.lesson, nil
}

// language is that of the folder that a lesson lies in, such as zh/veth.md; where it tells none, the original's.
func language(file string) string {
	folder := path.Base(path.Dir(filepath.ToSlash(file)))
	if len(folder) == 2 && strings.Trim(folder, "abcdefghijklmnopqrstuvwxyz") == "" {
		return folder
	}
	return original
}

// parser is a lesson in the making.
type parser struct {
	file   string
	src    []byte // with the head
	lesson *Lesson
	keys   map[string]int // where each key of the head stands
	meant  []string       // keys that are misspelt there
	errs   []flaw

	ask     *Question // a Predict that waits for its answers
	askAt   int
	title   int  // offset of the title of a step that nothing has followed yet, plus 1; 0 for none
	open    bool // a block that is not closed has swallowed what follows
	details int  // offset of the <details> that is open, plus 1; 0 for none
}

// flaw is an error and its place.
type flaw struct {
	offset  int
	message string
}

func (p *parser) errorf(offset int, format string, a ...any) {
	p.errs = append(p.errs, flaw{offset, fmt.Sprintf(format, a...)})
}

func (p *parser) failure() error {
	var list []error
	for _, e := range sorted(p.errs) {
		line, column := position(p.src, e.offset)
		list = append(list, fmt.Errorf("%s:%d:%d: %s", p.file, line, column, e.message))
	}
	return errors.Join(list...)
}

// blocks is where the next block belongs: the step that is open, or the introduction.
func (p *parser) blocks() *[]Block {
	if n := len(p.lesson.Steps); n > 0 {
		return &p.lesson.Steps[n-1].Blocks
	}
	return &p.lesson.Intro
}

func (p *parser) add(b Block) {
	list := p.blocks()
	*list = append(*list, b)
}

// node takes one block of the document.
func (p *parser) node(n ast.Node) {
	if heading, ok := n.(*ast.Heading); ok {
		p.heading(heading)
		return
	}
	p.title = 0
	if list, ok := n.(*ast.List); ok {
		p.list(list)
		return
	}
	p.answered()
	switch n := n.(type) {
	case *ast.FencedCodeBlock:
		p.console(n)
	case *ast.HTMLBlock:
		p.html(n)
	case *ast.Paragraph:
		if p.mistaken(n) {
			return
		}
		p.outside(n, "text")
		p.paragraph(n)
	case *ast.Blockquote:
		p.outside(n, "a quote")
		p.quote(n)
	default:
		p.errorf(offset(n), "a lesson has no %s", kind(n))
	}
}

// outside refuses what may not be hidden with a solution.
func (p *parser) outside(n ast.Node, what string) {
	if p.details > 0 {
		p.errorf(offset(n), "%s in <details>: it holds the console block of a solution only", what)
	}
}

// answered refuses a question that has no list of answers behind it.
func (p *parser) answered() {
	if p.ask != nil {
		p.errorf(p.askAt, "this question has no answers: a task list (`- [ ]`, `- [x]`) must follow it")
		p.ask = nil
	}
}

// end takes the end of the file, or of a step.
func (p *parser) end() {
	p.answered()
	if p.title > 0 {
		p.errorf(p.title-1, "the step is empty")
		p.title = 0
	}
	if p.details > 0 && !p.open {
		p.errorf(p.details-1, "<details> is not closed")
		p.details = 0
	}
}

func (p *parser) heading(n *ast.Heading) {
	if n.Level != 2 {
		p.answered()
		p.title = 0
		p.errorf(offset(n), "a heading of level %d: a lesson has only `##`, which begins a step", n.Level)
		return
	}
	p.end()
	p.title = offset(n) + 1
	line, _ := position(p.src, offset(n))
	title := p.text(n).String()
	if title == "" {
		p.errorf(offset(n), "a step without a title")
	}
	p.lesson.Steps = append(p.lesson.Steps, Step{Title: title, Line: line, YourTurn: yourTurn(title)})
}

// yourTurn tells whether a step's title says that the learner does it alone.
func yourTurn(title string) bool {
	return strings.HasPrefix(title, "Your turn") || strings.HasPrefix(title, "轮到你")
}

// mistaken names what Markdown takes for a paragraph, and its author meant as something else.
func (p *parser) mistaken(n *ast.Paragraph) bool {
	title, table := regexp.MustCompile(`^##+([^#\s].*)`), regexp.MustCompile(`^[ |:-]*-[ |:-]*\|[ |:-]*\s*$|^\|[ :-]*-[ :-]*\s*$`)
	found := false
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		if words := title.FindSubmatch(s.Value(p.src)); words != nil {
			found = true
			p.errorf(s.Start, "a title without a blank behind `##`")
			// It is taken for one, so that what follows is not wrong as well.
			p.end()
			line, _ := position(p.src, s.Start)
			p.lesson.Steps = append(p.lesson.Steps, Step{Title: string(words[1]), Line: line, YourTurn: yourTurn(string(words[1]))})
		}
		if i == 1 && table.Match(s.Value(p.src)) {
			found = true
			p.errorf(offset(n), "a lesson has no table")
		}
	}
	return found
}

func (p *parser) paragraph(n ast.Node) {
	words := p.text(n)
	if len(words) > 0 && words[0].Style == Strong && isWord(words[0].Text, "Predict", "预测") {
		if len(p.lesson.Steps) == 0 {
			p.errorf(offset(n), "a question before the first step")
			return
		}
		line, _ := position(p.src, offset(n))
		p.ask, p.askAt = &Question{Ask: afterWord(words), Line: line}, offset(n)
		if p.ask.Ask.String() == "" {
			p.errorf(offset(n), "a question without words")
		}
		return
	}
	p.add(Paragraph{Text: words})
}

// isWord tells whether the bold words that begin a paragraph are the one that gives it its meaning.
func isWord(words, english, chinese string) bool {
	words = strings.TrimRight(words, ":：. ")
	return words == english || words == chinese
}

// afterWord is what stands behind that word.
func afterWord(words Text) Text {
	rest := append(Text(nil), words[1:]...)
	if len(rest) > 0 {
		rest[0].Text = strings.TrimLeft(rest[0].Text, ":： ")
	}
	return rest
}

// list takes the answers to a question, or the items of a list.
func (p *parser) list(n *ast.List) {
	p.outside(n, "a list")
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if first == nil || first.NextSibling() != nil || (first.Kind() != ast.KindTextBlock && first.Kind() != ast.KindParagraph) {
			p.errorf(offset(item), "an item of a list is one paragraph")
			continue
		}
		right, task := checked(first)
		words := p.text(first)
		switch {
		case p.ask != nil && !task:
			p.errorf(offset(item), "an answer begins with `[ ]`, the right one with `[x]`")
		case p.ask != nil:
			p.ask.Options = append(p.ask.Options, Option{words, right})
		case task:
			p.errorf(offset(item), "an answer without a question: a line that begins `**Predict**` must stand before the list")
		case n.IsOrdered():
			p.add(Paragraph{fmt.Sprintf("%d.", number), words})
		default:
			p.add(Paragraph{"•", words})
		}
		number++
	}
	if p.ask != nil {
		p.add(*p.ask)
		p.ask = nil
	}
}

// quote takes a hint or pings.
func (p *parser) quote(n *ast.Blockquote) {
	first := n.FirstChild()
	if first == nil || first.Kind() != ast.KindParagraph || first.NextSibling() != nil {
		p.errorf(offset(n), "a quote is one paragraph, which begins `**Hint**` or `**Ping**`")
		return
	}
	words := p.text(first)
	switch {
	case len(words) == 0 || words[0].Style != Strong:
		p.errorf(offset(n), "a quote begins `**Hint**` or `**Ping**`")
	case len(p.lesson.Steps) == 0:
		p.errorf(offset(n), "a quote before the first step")
	case isWord(words[0].Text, "Hint", "提示"):
		p.add(Hint{afterWord(words)})
	case words[0].Text == "Ping":
		p.pings(first)
	default:
		p.errorf(offset(n), "a quote begins `**Hint**` or `**Ping**`, and not `**%s**`", words[0].Text)
	}
}

// pings takes the lines of a quote that begins `**Ping**`; each is one.
func (p *parser) pings(n ast.Node) {
	form := regexp.MustCompile(`^\*\*Ping\*\* +(\S+) *(?:→|->) *(\S+)$`)
	step := &p.lesson.Steps[len(p.lesson.Steps)-1]
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		found := form.FindStringSubmatch(strings.TrimSpace(string(s.Value(p.src))))
		if found == nil {
			p.errorf(s.Start, "a ping is written `**Ping** NAMESPACE → ADDRESS`")
			continue
		}
		to, err := netip.ParseAddr(found[2])
		if err != nil {
			p.errorf(s.Start, "%q is not an address", found[2])
			continue
		}
		line, _ := position(p.src, s.Start)
		step.Pings = append(step.Pings, Ping{found[1], to, line})
	}
}

// html takes <details> with its <summary>, and </details>.
func (p *parser) html(n *ast.HTMLBlock) {
	var b strings.Builder
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		b.Write(s.Value(p.src))
	}
	if n.HasClosure() {
		b.Write(n.ClosureLine.Value(p.src))
	}
	opening := regexp.MustCompile(`^<details>\s*(<summary>[^<>]*</summary>)?$`)
	switch tag := strings.TrimSpace(b.String()); {
	case tag == "</details>" && p.details > 0:
		p.details = 0
	case tag == "</details>":
		p.errorf(offset(n), "</details> without <details>")
	case opening.MatchString(tag) && p.details > 0:
		p.errorf(offset(n), "<details> in <details>")
	case opening.MatchString(tag):
		p.details = offset(n) + 1
	default:
		p.errorf(offset(n), "HTML: a lesson has only <details>, <summary> and </details>, with an empty line before a console block")
	}
}
