package docker

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/docker/docker/api/types"
	"github.com/docker/docker/api/types/image"
	"github.com/docker/go-units"
	"github.com/spf13/pflag"
)

// anyImage is what an engine without images says of them.
const anyImage = "any name works here: each image is vethlab's own tools"

// follows is the docker whose words these are.
const follows = "20.10.24"

// Version is `docker version` and `docker --version`.
type Version struct{ Short bool }

// Args are the command's words.
func (c *Version) Args() []string {
	if c.Short {
		return []string{"--version"}
	}
	return wordsOf(c)
}
func (c *Version) String() string           { return lineOf(c.Args()) }
func (c *Version) name() string             { return "version" }
func (c *Version) options(f *pflag.FlagSet) {}
func (c *Version) take([]string)            {}
func (c *Version) operands() []string       { return nil }
func (c *Version) run(ctx context.Context, s *session) error {
	if c.Short {
		fmt.Fprintf(s.out, "Docker version %s, build vethlab\n", follows)
		return nil
	}
	fmt.Fprintf(s.out, "Client: vethlab's own, with the words of docker %s\n", follows)
	e, ok := s.engine.(interface {
		ServerVersion(context.Context) (types.Version, error)
	})
	if !ok {
		fmt.Fprintf(s.out, "\nServer: vethlab's own engine, built in\n")
		return nil
	}
	v, err := e.ServerVersion(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "\nServer: Docker Engine\n Version:          %s\n", v.Version)
	fmt.Fprintf(s.out, " API version:      %s (minimum version %s)\n", v.APIVersion, v.MinAPIVersion)
	return nil
}

// Info is `docker info`.
type Info struct{}

// Args are the command's words.
func (c *Info) Args() []string           { return wordsOf(c) }
func (c *Info) String() string           { return lineOf(c.Args()) }
func (c *Info) name() string             { return "info" }
func (c *Info) options(f *pflag.FlagSet) {}
func (c *Info) take([]string)            {}
func (c *Info) operands() []string       { return nil }
func (c *Info) run(ctx context.Context, s *session) error {
	return (&Version{}).run(ctx, s)
}

// Images is `docker images`.
type Images struct {
	Quiet      bool
	Repository string // those of one name; empty is all
}

// Args are the command's words.
func (c *Images) Args() []string { return wordsOf(c) }
func (c *Images) String() string { return lineOf(c.Args()) }
func (c *Images) name() string   { return "images" }
func (c *Images) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Quiet, "quiet", "q", c.Quiet, "Only show image IDs")
}
func (c *Images) take(operands []string) {
	if len(operands) > 0 {
		c.Repository = operands[0]
	}
}
func (c *Images) operands() []string {
	if c.Repository == "" {
		return nil
	}
	return []string{c.Repository}
}
func (c *Images) run(ctx context.Context, s *session) error {
	e, ok := s.engine.(interface {
		ImageList(context.Context, image.ListOptions) ([]image.Summary, error)
	})
	if !ok {
		fmt.Fprintln(s.out, "images: "+anyImage)
		return nil
	}
	options := image.ListOptions{}
	if c.Repository != "" {
		options.Filters = filtersOf([]string{"reference=" + c.Repository})
	}
	list, err := e.ImageList(ctx, options)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 10, 1, 3, ' ', 0)
	if !c.Quiet {
		fmt.Fprintln(w, "REPOSITORY\tTAG\tIMAGE ID\tCREATED\tSIZE")
	}
	for _, i := range list {
		if c.Quiet {
			fmt.Fprintln(w, short(i.ID))
			continue
		}
		tags := i.RepoTags
		if len(tags) == 0 {
			tags = []string{"<none>:<none>"}
		}
		for _, t := range tags {
			name, tag := cutTag(t)
			fmt.Fprintf(w, "%s\t%s\t%s\t%s ago\t%s\n", name, tag, short(i.ID), units.HumanDuration(time.Since(time.Unix(i.Created, 0))),
				units.HumanSizeWithPrecision(float64(i.Size), 3))
		}
	}
	return w.Flush()
}

// Pull is `docker pull`, which a lab has no network for.
type Pull struct{ Image string }

// Args are the command's words.
func (c *Pull) Args() []string           { return wordsOf(c) }
func (c *Pull) String() string           { return lineOf(c.Args()) }
func (c *Pull) name() string             { return "pull" }
func (c *Pull) options(f *pflag.FlagSet) {}
func (c *Pull) take(operands []string)   { c.Image = operands[0] }
func (c *Pull) operands() []string       { return []string{c.Image} }
func (c *Pull) run(ctx context.Context, s *session) error {
	if err := checkImage(c.Image); err != nil {
		return err
	}
	if _, ok := s.engine.(interface {
		ImageList(context.Context, image.ListOptions) ([]image.Summary, error)
	}); ok {
		return errors.New("docker pull: a lab has no way to a registry: `docker images` lists what is there")
	}
	fmt.Fprintln(s.out, c.Image+": "+anyImage)
	return nil
}

// cutTag parts a name from its tag.
func cutTag(name string) (repository, tag string) {
	i := strings.LastIndex(name, ":")
	if i < 0 {
		return name, "<none>"
	}
	return name[:i], name[i+1:]
}
