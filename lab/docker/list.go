package docker

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/distribution/reference"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/go-units"
	"github.com/spf13/pflag"
)

// ContainerList is `docker ps`.
type ContainerList struct {
	All, Quiet, Latest, NoTrunc, Size bool
	Last                              int // -1: all of them
	Format                            string
	Filters                           []string
}

// Args are the command's words.
func (c *ContainerList) Args() []string { return wordsOf(c) }
func (c *ContainerList) String() string { return lineOf(c.Args()) }
func (c *ContainerList) name() string   { return "ps" }
func (c *ContainerList) options(f *pflag.FlagSet) {
	f.BoolVarP(&c.Quiet, "quiet", "q", c.Quiet, "Only display container IDs")
	f.BoolVarP(&c.Size, "size", "s", c.Size, "Display total file sizes")
	f.BoolVarP(&c.All, "all", "a", c.All, "Show all containers (default shows just running)")
	f.BoolVar(&c.NoTrunc, "no-trunc", c.NoTrunc, "Don't truncate output")
	f.BoolVarP(&c.Latest, "latest", "l", c.Latest, "Show the latest created container (includes all states)")
	f.IntVarP(&c.Last, "last", "n", c.Last, "Show n last created containers (includes all states)")
	f.StringVar(&c.Format, "format", c.Format, "Pretty-print containers using a Go template")
	f.VarP(filter(&c.Filters), "filter", "f", "Filter output based on conditions provided")
}
func (c *ContainerList) take([]string)      {}
func (c *ContainerList) operands() []string { return nil }

func (c *ContainerList) run(ctx context.Context, s *session) error {
	options := container.ListOptions{All: c.All, Limit: c.Last, Size: c.Size, Filters: filtersOf(c.Filters)}
	if c.Latest && c.Last == -1 {
		options.Limit = 1
	}
	if c.Format != "" {
		t, err := parseTemplate(c.Format)
		if err != nil {
			return fmt.Errorf("failed to parse template: %w", err)
		}
		var shown strings.Builder
		if err := t.Execute(&shown, containerRow{Size: "the size"}); err != nil {
			return fmt.Errorf("failed to execute template: %w", err)
		}
		// A size is work for the engine: it is asked for where it is shown.
		options.Size = options.Size || strings.Contains(shown.String(), "the size")
	}
	list, err := s.engine.ContainerList(ctx, options)
	if err != nil {
		return err
	}
	var rows []containerRow
	now := time.Now()
	for _, of := range list {
		rows = append(rows, rowOf(of, now, !c.NoTrunc))
	}
	l := containerListing(options.Size)
	return l.write(s.out, l.format(c.Format, c.Quiet), rows)
}

// containerRow is what a template of `docker ps` sees of a container; its fields stand in the order of docker's {{json .}}.
type containerRow struct {
	Command, CreatedAt, ID, Image, Labels, LocalVolumes, Mounts, Names, Networks, Ports, RunningFor, Size, State, Status string

	label func(name string) string
}

// Label is the value of one label.
func (r containerRow) Label(name string) string {
	if r.label == nil {
		return ""
	}
	return r.label(name)
}

func containerListing(size bool) listing[containerRow] {
	l := listing[containerRow]{
		table: "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}",
		raw: "container_id: {{.ID}}\nimage: {{.Image}}\ncommand: {{.Command}}\ncreated_at: {{.CreatedAt}}\n" +
			"state: {{- pad .State 1 0}}\nstatus: {{- pad .Status 1 0}}\nnames: {{.Names}}\n" +
			"labels: {{- pad .Labels 1 0}}\nports: {{- pad .Ports 1 0}}\n",
		head: containerRow{
			ID: "CONTAINER ID", Names: "NAMES", Image: "IMAGE", Command: "COMMAND", CreatedAt: "CREATED AT", RunningFor: "CREATED",
			Ports: "PORTS", State: "STATE", Status: "STATUS", Size: "SIZE", Labels: "LABELS", Mounts: "MOUNTS",
			LocalVolumes: "LOCAL VOLUMES", Networks: "NETWORKS", label: labelHeading,
		},
	}
	if size {
		l.table += "\t{{.Size}}"
		l.raw += "size: {{.Size}}\n"
	}
	return l
}

// labelHeading is the head of a column that shows a label.
func labelHeading(name string) string {
	return strings.NewReplacer("-", " ", "_", " ").Replace(name[strings.LastIndex(name, ".")+1:])
}

// rowOf is a container at a time; truncate is without --no-trunc.
func rowOf(c container.Summary, now time.Time, truncate bool) containerRow {
	names := make([]string, len(c.Names))
	for i, n := range c.Names {
		names[i] = strings.TrimPrefix(n, "/")
	}
	r := containerRow{
		ID: c.ID, Image: cmp.Or(c.Image, "<no image>"), Command: c.Command, State: string(c.State), Status: c.Status,
		CreatedAt: time.Unix(c.Created, 0).String(), Ports: portsText(c.Ports), Labels: joinLabels(c.Labels), LocalVolumes: "0",
		RunningFor: units.HumanDuration(now.Sub(time.Unix(c.Created, 0))) + " ago",
		label:      func(name string) string { return c.Labels[name] },
		Size:       units.HumanSizeWithPrecision(float64(c.SizeRw), 3),
	}
	if c.SizeRootFs > 0 {
		r.Size += " (virtual " + units.HumanSizeWithPrecision(float64(c.SizeRootFs), 3) + ")"
	}
	if truncate {
		r.ID = short(c.ID)
		r.Command = ellipsis(c.Command, 20)
		r.Image = shortImage(r.Image, c.ImageID)
		if i := slices.IndexFunc(names, func(n string) bool { return !strings.Contains(n, "/") }); i >= 0 {
			names = names[i : i+1]
		}
	}
	r.Command = strconv.Quote(r.Command)
	r.Names = strings.Join(names, ",")
	if c.NetworkSettings != nil {
		var networks []string
		for name := range c.NetworkSettings.Networks {
			networks = append(networks, name)
		}
		slices.Sort(networks)
		r.Networks = strings.Join(networks, ",")
	}
	return r
}

// short is the twelve digits of an id that docker shows.
func short(id string) string {
	id = strings.TrimPrefix(id, "sha256:")
	return id[:min(len(id), 12)]
}

// shortImage is an image's name without its digest, or its id where it was given by that.
func shortImage(name, id string) string {
	if s := short(id); s != "" && s == short(name) {
		return s
	}
	ref, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return name
	}
	trimmed := reference.TrimNamed(ref)
	if tagged, ok := ref.(reference.NamedTagged); ok {
		with, err := reference.WithTag(trimmed, tagged.Tag())
		if err != nil {
			return name
		}
		return reference.FamiliarString(with)
	}
	return reference.FamiliarString(trimmed)
}

// ellipsis cuts a text to a width, as docker does.
func ellipsis(s string, width int) string {
	if letters := []rune(s); len(letters) > width {
		return string(letters[:width-1]) + "…"
	}
	return s
}

func joinLabels(labels map[string]string) string {
	var list []string
	for k, v := range labels {
		list = append(list, k+"="+v)
	}
	slices.Sort(list)
	return strings.Join(list, ",")
}

// portsText is the column PORTS: ranges of ports that are the same on both sides, then those that are not.
func portsText(ports []container.Port) string {
	type group struct {
		key         string
		first, last uint16
	}
	var groups []*group
	var result, mapped []string
	text := func(g *group) string {
		numbers := strconv.Itoa(int(g.first))
		if g.first != g.last {
			numbers += "-" + strconv.Itoa(int(g.last))
		}
		address, protocol, published := strings.Cut(g.key, "/")
		if !published {
			return numbers + "/" + g.key
		}
		return address + ":" + numbers + "->" + numbers + "/" + protocol
	}
	sorted := slices.SortedFunc(slices.Values(ports), func(a, b container.Port) int {
		return cmp.Or(cmp.Compare(a.PrivatePort, b.PrivatePort), cmp.Compare(a.IP, b.IP),
			cmp.Compare(a.PublicPort, b.PublicPort), cmp.Compare(a.Type, b.Type))
	})
	for _, p := range sorted {
		key := p.Type
		if p.IP != "" {
			if p.PublicPort != p.PrivatePort {
				mapped = append(mapped, fmt.Sprintf("%s:%d->%d/%s", p.IP, p.PublicPort, p.PrivatePort, p.Type))
				continue
			}
			key = p.IP + "/" + p.Type
		}
		i := slices.IndexFunc(groups, func(g *group) bool { return g.key == key })
		switch {
		case i < 0:
			groups = append(groups, &group{key, p.PrivatePort, p.PrivatePort})
		case p.PrivatePort == groups[i].last+1:
			groups[i].last = p.PrivatePort
		default:
			result = append(result, text(groups[i]))
			groups[i].first, groups[i].last = p.PrivatePort, p.PrivatePort
		}
	}
	for _, g := range groups {
		result = append(result, text(g))
	}
	return strings.Join(append(result, mapped...), ", ")
}
