package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"vethlab/lab"
	"vethlab/lab/sandbox"
)

func doctorCommand(s *settings) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Try what this machine allows, and tell how to allow the rest",
		Args:  arguments(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			out := c.OutOrStdout()
			err := s.inLab(func() error { return s.printAbilities(out, lab.Diagnose(c.Context()), asJSON) })
			var refusal *sandbox.Refusal
			if errors.As(err, &refusal) {
				if err := s.printAbilities(out, lab.Refused(refusal), asJSON); err != nil {
					return err
				}
				return status(exitNotHere)
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func (s *settings) printAbilities(w io.Writer, list []lab.Ability, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(list)
	}
	yes, no := "yes", "no: "
	if s.lang == "zh" {
		yes, no = "可用", "不可用："
	}
	column := func(text string) string { return text + strings.Repeat(" ", max(0, 17-ansi.StringWidth(text))) }
	for _, a := range list {
		if a.OK {
			fmt.Fprintln(w, column(s.said(a.Name))+yes)
			continue
		}
		fmt.Fprintln(w, column(s.said(a.Name))+no+s.said(a.Why))
		if a.Cure != "" {
			fmt.Fprintln(w, column("")+strings.Repeat(" ", ansi.StringWidth(no))+s.said(a.Cure))
		}
	}
	return nil
}
