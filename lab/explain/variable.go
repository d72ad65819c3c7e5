package explain

import (
	"fmt"
	"regexp"
	"strings"
)

// expanded is a line with the values of variables in their places, as far as each is one plain word; empty is the first that has no value.
// What stands in ' is no variable, and one that the line itself sets has another value than the shell's.
func (h Held) expanded(line string) (with, empty string) {
	if h.Variable == nil || strings.ContainsAny(line, "'\\") {
		return line, ""
	}
	look := regexp.MustCompile(`\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}`)
	with = look.ReplaceAllStringFunc(line, func(found string) string {
		part := look.FindStringSubmatch(found)
		name := part[1] + part[2]
		if regexp.MustCompile(`\b(` + name + `=|(for|read) .*\b` + name + `\b)`).MatchString(line) {
			return found
		}
		value := h.Variable(name)
		switch {
		case value == "" && empty == "":
			empty = name
		case regexp.MustCompile(`^[\w./:@%-]+$`).MatchString(value):
			return value
		}
		return found
	})
	return with, empty
}

// unset tells of a variable without a value where the error is of what it should have been; empty for another.
func unset(name, output, lang string) string {
	missing := regexp.MustCompile(`Destination address required|answers: Operation not supported|argument is required|requires an? |Command line is not complete|` +
		`not complete|is expected rather than ""|Cannot find device ""|missing (port|host)|no URL specified|usage:|Usage:|(?m)^(ip|bridge): .*required`)
	if name == "" || !missing.MatchString(output) {
		return ""
	}
	text := map[string]string{"en": "The variable `%[1]s` is empty here: `%[1]s=VALUE` gives it a value.", "zh": "变量 `%[1]s` 在这里是空的：用 `%[1]s=值` 给它一个值。"}
	return fmt.Sprintf(text[lang], name)
}
