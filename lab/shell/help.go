//go:build linux

package shell

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"vethlab/lab/explain"
)

// helpWord is the name of our own help: the interpreter's tells of words that it has, and not of what a lab can do.
const helpWord = ourMark + "help"

// greeting is what a prompt says first.
func greeting(lang string) string {
	return map[string]string{
		"en": "A lab: its network is its own, its files are your machine's. help tells what there is, tab completes, exit leaves.",
		"zh": "这里是实验环境：网络是它自己的，文件是这台机器的。help 列出能用的命令，tab 补全，exit 离开。",
	}[lang]
}

// ownPrograms are those that are carried out here, in the order in which help names them.
func ownPrograms() []string {
	return []string{"ip", "bridge", "brctl", "ping", "nc", "sysctl", "nft", "docker"}
}

// help tells what can be typed.
func (c *command) help() (status int, err error) {
	words, err := explain.Read()
	if err != nil {
		return 1, err
	}
	lang := c.b.shell.lang()
	said := map[string][2]string{
		"en": {
			"vethlab's own programs, which do what those of the machine do:",
			"Bash's language works. All other programs are the machine's,\nand run for real, where you stand.",
		},
		"zh": {
			"vethlab 自己的程序，与机器上的同名程序做同样的事：",
			"可以用 bash 的语法。其他程序都是这台机器的，\n在你所在的命名空间里真正运行。",
		},
	}[lang]
	list := []explain.Entry{}
	for _, name := range ownPrograms() {
		list = append(list, words.Command([]string{name}, lang)...)
	}
	list = append(list, helpful(lang, c.b.shell.terminal.Load())...)
	var b strings.Builder
	width := c.b.shell.width()
	fmt.Fprintln(&b, ansi.Wrap(said[0], width, ""))
	explain.Write(&b, list, lang, width)
	fmt.Fprintln(&b, ansi.Wrap(said[1], width, ""))
	_, err = io.WriteString(c.stdout, b.String())
	return 0, err
}

// helpful are the other words and the keys that help. The key that tells the usage is one of a terminal's prompt; in a lesson the row under the
// line tells it all the time.
func helpful(lang string, terminal bool) []explain.Entry {
	list := map[string][]explain.Entry{
		"en": {
			{Words: "ctrl+o", Text: "tell what may stand in the command that is typed"},
			{Words: "ctrl+r", Text: "search what was typed before"},
			{Words: "explain COMMAND", Text: "say what each word of a command means"},
			{Words: "… | explain -", Text: "say the same of what a command shows"},
			{Words: "exit", Text: "leave"},
		},
		"zh": {
			{Words: "ctrl+o", Text: "列出正在输入的命令里可以写什么"},
			{Words: "ctrl+r", Text: "搜索以前输入的命令"},
			{Words: "explain COMMAND", Text: "说明一条命令里每个词的意思"},
			{Words: "… | explain -", Text: "说明命令打印的内容"},
			{Words: "exit", Text: "离开"},
		},
	}[lang]
	if !terminal {
		return list[1:]
	}
	return list
}

// explain tells what the words of a command mean, unless the machine has a program of that name.
func (c *command) explain(ctx context.Context, argv []string) (status int, err error) {
	if _, missing := c.find(argv[0]); missing == nil {
		return c.other(ctx, argv)
	}
	words, err := explain.Read()
	if err != nil {
		return 1, err
	}
	lang := c.b.shell.lang()
	if len(argv) == 1 {
		fmt.Fprintln(c.stderr, map[string]string{
			"en": "say which command; for example: explain ip link add veth0 type veth peer name veth1",
			"zh": "请写出要解释的命令，例如：explain ip link add veth0 type veth peer name veth1",
		}[lang])
		return 2, nil
	}
	if len(argv) == 2 && argv[1] == "-" {
		return c.explainShown(words)
	}
	list := words.Asked(argv[1:], lang)
	explain.Write(c.stdout, list, lang, c.b.shell.width())
	if slices.ContainsFunc(list, func(e explain.Entry) bool { return e.Meant != "" || e.Unknown }) {
		return 1, nil
	}
	return 0, nil
}

// explainShown tells what the words mean that a command has shown, which comes in by a pipe or from a file. Of what is typed nothing is read.
func (c *command) explainShown(words explain.Words) (status int, err error) {
	var in io.Reader = strings.NewReader("")
	if c.stdin != nil && !(c.stdin == c.b.shell.stdin && c.b.shell.terminal.Load()) {
		in = c.stdin
	}
	if err := words.WriteShown(c.stdout, in, c.b.shell.lang(), c.b.shell.width()); err != nil {
		fmt.Fprintln(c.stderr, err)
		return 1, nil
	}
	return 0, nil
}
