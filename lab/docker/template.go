package docker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"text/template"
	"unicode"
)

// functions are those of docker's templates; println and its kin are the template language's own.
func functions() template.FuncMap {
	return template.FuncMap{
		"json": func(v any) (string, error) {
			var b strings.Builder
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			err := e.Encode(v)
			return strings.TrimSpace(b.String()), err
		},
		"split": strings.Split,
		"join":  strings.Join,
		"title": title,
		"lower": strings.ToLower,
		"upper": strings.ToUpper,
		"pad": func(s string, before, after int) string {
			if s == "" {
				return s
			}
			return strings.Repeat(" ", before) + s + strings.Repeat(" ", after)
		},
		"truncate": func(s string, length int) string {
			if len(s) < length {
				return s
			}
			return s[:length]
		},
	}
}

// headings are the functions where a table's head is written: they leave it as it is.
func headings() template.FuncMap {
	same := func(s string) string { return s }
	word := func(s, _ string) string { return s }
	return template.FuncMap{
		"json": same, "title": same, "lower": same, "upper": same, "split": word, "join": word,
		"truncate": func(s string, _ int) string { return s },
	}
}

// title gives each word a capital, as strings.Title did.
func title(s string) string {
	before := ' '
	return strings.Map(func(r rune) rune {
		inside := unicode.IsLetter(before) || unicode.IsDigit(before) || before == '_' || before == '\''
		before = r
		if inside {
			return r
		}
		return unicode.ToTitle(r)
	}, s)
}

func parseTemplate(text string) (*template.Template, error) {
	return template.New("").Funcs(functions()).Parse(text)
}

// listing is how `docker ps` and `docker network ls` print their rows.
type listing[Row any] struct {
	table string // the columns of the format "table"
	raw   string // the format "raw"
	head  Row    // the names of the columns
}

// format resolves what --format and --quiet ask for.
func (l listing[Row]) format(asked string, quiet bool) string {
	switch {
	case (asked == "" || asked == "table") && quiet:
		return "{{.ID}}"
	case asked == "" || asked == "table":
		return "table " + l.table
	case asked == "raw":
		return l.raw
	}
	return asked
}

// write prints the rows in a format that format gave.
func (l listing[Row]) write(out io.Writer, format string, rows []Row) error {
	columns, table := strings.CutPrefix(format, "table")
	t, err := parseTemplate(strings.NewReplacer(`\t`, "\t", `\n`, "\n").Replace(strings.Trim(columns, " ")))
	if err != nil {
		return fmt.Errorf("template parsing error: %w", err)
	}
	var b bytes.Buffer
	for _, row := range rows {
		if err := t.Execute(&b, row); err != nil {
			return fmt.Errorf("template parsing error: %w", err)
		}
		b.WriteByte('\n')
	}
	if !table {
		_, err := b.WriteTo(out)
		return err
	}
	var head bytes.Buffer
	if err := t.Funcs(headings()).Execute(&head, l.head); err != nil {
		return fmt.Errorf("template parsing error: %w", err)
	}
	w := tabwriter.NewWriter(out, 10, 1, 3, ' ', 0)
	fmt.Fprintf(w, "%s\n%s", head.Bytes(), b.Bytes())
	return w.Flush()
}

// object is one thing that `docker inspect` shows: as it is typed, and as JSON.
type object struct {
	typed any
	raw   []byte
}

// writeObjects prints objects as docker does: an indented list, or a line of a template for each. What goes wrong with some is
// one error, after the others are printed.
func writeObjects(out io.Writer, format string, names []string, get func(name string) (object, error)) error {
	var t *template.Template
	if format != "" {
		var err error
		if t, err = parseTemplate(format); err != nil {
			return &failure{64, "template parsing error: " + err.Error(), err}
		}
	}
	var shown bytes.Buffer
	var list [][]byte
	var wrong []error
	for _, name := range names {
		o, err := get(name)
		if err == nil && t != nil {
			err = o.execute(&shown, t)
		}
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		list = append(list, bytes.TrimSpace(o.raw))
	}
	if t == nil {
		all := append(append([]byte("["), bytes.Join(list, []byte(","))...), ']')
		if err := json.Indent(&shown, all, "", "    "); err != nil {
			return err
		}
	}
	if t == nil || shown.Len() == 0 {
		shown.WriteByte('\n')
	}
	if _, err := shown.WriteTo(out); err != nil {
		return err
	}
	return errors.Join(wrong...)
}

// execute writes a template's line: of the typed value, or else of what the JSON says.
func (o object) execute(out *bytes.Buffer, t *template.Template) error {
	var line bytes.Buffer
	if err := t.Execute(&line, o.typed); err != nil {
		var raw any
		d := json.NewDecoder(bytes.NewReader(o.raw))
		d.UseNumber()
		if err := d.Decode(&raw); err != nil {
			return fmt.Errorf("unable to read inspect data: %w", err)
		}
		line.Reset()
		if err := t.Option("missingkey=error").Execute(&line, raw); err != nil {
			return fmt.Errorf("template parsing error: %w", err)
		}
	}
	out.Write(line.Bytes())
	return out.WriteByte('\n')
}
