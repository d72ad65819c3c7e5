package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"vethlab/lessons"
)

// listed is a lesson in `vethlab list --json`.
type listed struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Summary string   `json:"summary"`
	Minutes int      `json:"minutes"`
	Needs   []string `json:"needs"`
	Steps   int      `json:"steps"`
	Done    int      `json:"done"` // steps that the learner has done
}

func listCommand(s *settings) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the lessons, what they need, and how far you are",
		Args:  arguments(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			list, err := catalogue(s.lang)
			if err != nil {
				return err
			}
			if asJSON {
				e := json.NewEncoder(c.OutOrStdout())
				e.SetIndent("", "  ")
				return e.Encode(list)
			}
			printList(c.OutOrStdout(), list, s.lang)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// catalogue is all lessons with the learner's progress; progress that cannot be read is none.
func catalogue(lang string) ([]listed, error) {
	all, err := lessons.Catalogue(lang)
	if err != nil {
		return nil, err
	}
	progress, _ := lessons.LoadProgress()
	list := []listed{}
	for _, l := range all {
		needs := append([]string{}, l.Needs...)
		list = append(list, listed{l.ID, l.Title, l.Summary, l.Minutes, needs, len(l.Steps), progress.Done(l.ID)})
	}
	return list, nil
}

func printList(w io.Writer, list []listed, lang string) {
	progress := "%d min, %d of %d steps done"
	if lang == "zh" {
		progress = "%d 分钟，已完成 %d / %d 步"
	}
	for _, l := range list {
		fmt.Fprintf(w, "%-16s %s\n", l.ID, l.Title)
		fmt.Fprintf(w, "%-16s %s\n", "", l.Summary)
		fmt.Fprintf(w, "%-16s "+progress+"\n", "", l.Minutes, l.Done, l.Steps)
	}
}
