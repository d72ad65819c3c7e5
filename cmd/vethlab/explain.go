package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"vethlab/lab/explain"
)

func explainCommand(s *settings) *cobra.Command {
	c := &cobra.Command{
		Use:   "explain COMMAND…",
		Short: "Say what each word of a command, or of its output, means",
		Long: "Takes a command apart, word by word:\n\n    vethlab explain ip link add veth0 type veth peer name veth1\n\n" +
			"With - it reads what a command has shown, and says what the words in it mean:\n\n    ip addr | vethlab explain -",
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, words []string) error {
			if len(words) == 0 {
				return usage(errors.New(map[string]string{
					"en": "say which command; for example: vethlab explain ip link add veth0 type veth peer name veth1",
					"zh": "请写出要解释的命令，例如：vethlab explain ip link add veth0 type veth peer name veth1",
				}[s.lang]))
			}
			table, err := explain.Read()
			if err != nil {
				return err
			}
			if words[0] == "-" {
				if err := flagsBehind(c, s, words[1:]); err != nil {
					return err
				}
				return explainOutput(table, s.lang, c.InOrStdin(), c.OutOrStdout())
			}
			list := table.Command(words, s.lang)
			if len(words) == 1 {
				// In quotes there may be a whole line.
				list = table.Line(words[0], s.lang)
			}
			explain.Write(c.OutOrStdout(), list, s.lang, screenWidth())
			known := slices.ContainsFunc(list, func(e explain.Entry) bool { return !e.Unknown && e.Meant == "" })
			wrong := slices.ContainsFunc(list, func(e explain.Entry) bool { return e.Meant != "" })
			if wrong || !known {
				return &exitError{status: exitFailed}
			}
			return nil
		},
	}
	// What follows the first word is the command's own.
	c.Flags().SetInterspersed(false)
	return c
}

// flagsBehind reads the flags behind the -, where no command can stand.
func flagsBehind(c *cobra.Command, s *settings, words []string) error {
	if err := c.ParseFlags(words); err != nil {
		return usage(err)
	}
	if rest := c.Flags().Args(); len(rest) > 0 {
		return usage(fmt.Errorf(map[string]string{
			"en": "explain - reads standard input, and takes no %q", "zh": "explain - 读标准输入，不接受 %q",
		}[s.lang], rest[0]))
	}
	return s.settle()
}

// explainOutput explains what is read, each word once, and names those that have no explanation.
func explainOutput(table explain.Words, lang string, r io.Reader, w io.Writer) error {
	var list []explain.Entry
	var unknown []string
	seen := map[string]bool{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		for _, e := range table.Output(ansi.Strip(lines.Text()), lang) {
			switch {
			case seen[e.Topic()]:
			case e.Unknown:
				unknown = append(unknown, e.Words)
			default:
				list = append(list, e)
			}
			seen[e.Topic()] = true
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	if len(list) == 0 {
		return errors.New(map[string]string{
			"en": "there was nothing on standard input that has an explanation; for example: ip addr | vethlab explain -",
			"zh": "标准输入里没有能解释的内容，例如：ip addr | vethlab explain -",
		}[lang])
	}
	explain.Write(w, list, lang, screenWidth())
	if len(unknown) > 0 {
		said := map[string]string{"en": "names, or words that are not in vethlab's tables: ", "zh": "名字，或者词表里没有的词："}[lang]
		more := ""
		if len(unknown) > mostUnknown {
			unknown, more = unknown[:mostUnknown], " …"
		}
		fmt.Fprintf(w, "%s%s%s\n", said, strings.Join(unknown, " "), more)
	}
	return nil
}

// mostUnknown is how many words without an explanation are named at most.
const mostUnknown = 20

// screenWidth is how wide the terminal is to which standard output goes, in cells; 0 where it goes elsewhere.
func screenWidth() int {
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		return 0
	}
	return width
}
