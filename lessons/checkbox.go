package lessons

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	task "github.com/yuin/goldmark/extension/ast"
	goldmark "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// checkBoxes reads the "[ ]" or "[x]" with which an item of a list begins (GitHub Flavored Markdown, 5.3). goldmark has a parser for it,
// in a package that compiles seven regular expressions before main begins.
type checkBoxes struct{}

func (checkBoxes) Trigger() []byte { return []byte{'['} }

func (checkBoxes) Parse(parent ast.Node, block text.Reader, _ goldmark.Context) ast.Node {
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, _ := block.PeekLine()
	if len(line) < 3 || !bytes.ContainsAny(line[1:2], " xX") || line[2] != ']' {
		return nil
	}
	end := 3
	for end < len(line) && (line[end] == ' ' || line[end] == '\t' || line[end] == '\n') {
		end++
	}
	block.Advance(end)
	return task.NewTaskCheckBox(line[1] != ' ')
}
