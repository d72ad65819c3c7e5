package main

import (
	"errors"
	"fmt"
	"os"
	"slices"

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
				return table.WriteShown(c.OutOrStdout(), c.InOrStdin(), s.lang, screenWidth())
			}
			list := table.Asked(words, s.lang)
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

// screenWidth is how wide the terminal is to which standard output goes, in cells; 0 where it goes elsewhere.
func screenWidth() int {
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		return 0
	}
	return width
}
