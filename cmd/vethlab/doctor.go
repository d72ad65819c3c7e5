package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"vethlab/lab"
	"vethlab/lab/sandbox"
)

func doctorCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Try what this machine allows, and tell how to allow the rest",
		Args:  arguments(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			out := c.OutOrStdout()
			err := inLab(func() error { return printAbilities(out, lab.Diagnose(c.Context()), asJSON) })
			var refusal *sandbox.Refusal
			if errors.As(err, &refusal) {
				if err := printAbilities(out, lab.Refused(refusal), asJSON); err != nil {
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

func printAbilities(w io.Writer, list []lab.Ability, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(list)
	}
	for _, a := range list {
		if a.OK {
			fmt.Fprintf(w, "%-16s yes\n", a.Name)
			continue
		}
		fmt.Fprintf(w, "%-16s no: %s\n", a.Name, a.Why)
		if a.Cure != "" {
			fmt.Fprintf(w, "%-16s     %s\n", "", a.Cure)
		}
	}
	return nil
}
