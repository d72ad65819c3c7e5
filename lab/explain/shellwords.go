package explain

import (
	"slices"
	"strings"
)

// reserved are the shell's own words before a command (bash(1), RESERVED WORDS), by language.
func reserved(word, lang string) string {
	texts := map[string]map[string]string{
		"if":       {"en": "if this succeeds", "zh": "如果这条成功"},
		"then":     {"en": "do this", "zh": "就执行"},
		"elif":     {"en": "or else, if this succeeds", "zh": "否则，如果这条成功"},
		"else":     {"en": "or else do this", "zh": "否则执行"},
		"fi":       {"en": "the end of the if", "zh": "if 到此结束"},
		"for":      {"en": "for each of these words, once", "zh": "对其中每个词各执行一次"},
		"while":    {"en": "as long as this succeeds", "zh": "只要这条成功就重复"},
		"until":    {"en": "as long as this fails", "zh": "只要这条失败就重复"},
		"do":       {"en": "do this each time", "zh": "每次执行"},
		"done":     {"en": "the end of what is repeated", "zh": "重复的部分到此结束"},
		"case":     {"en": "what this word looks like decides", "zh": "看这个词是什么样子"},
		"esac":     {"en": "the end of the case", "zh": "case 到此结束"},
		"function": {"en": "give what follows a name", "zh": "给后面的内容取个名字"},
		"time":     {"en": "say how long it took", "zh": "显示用了多长时间"},
		"!":        {"en": "the other way round: failing counts as success", "zh": "反过来：失败算作成功"},
		"{":        {"en": "these together", "zh": "这些合在一起"},
		"}":        {"en": "the end of those together", "zh": "合在一起的部分到此结束"},
	}
	return texts[word][lang]
}

// follows tells whether a command begins with a word that says itself how it goes on from the one before: then, do, fi.
func (s simple) follows() bool {
	return len(s.shell) > 0 && slices.Contains([]string{"then", "elif", "else", "fi", "do", "done", "esac", "}"}, s.shell[0].text)
}

// before explains the shell's own words that stand before a command. The name and the list of a for are one entry with it.
func (s simple) before(lang string) (list []Entry) {
	for i := 0; i < len(s.shell); i++ {
		e := Entry{Words: s.shell[i].text, Text: reserved(s.shell[i].text, lang)}
		switch e.Words {
		case "for", "case", "function":
			for _, t := range s.shell[i+1:] {
				e.Words += " " + t.text
			}
			i = len(s.shell)
		}
		list = append(list, e)
	}
	return list
}

// redirections explains where a command reads from and writes to (bash(1), REDIRECTION).
func (s simple) redirections(lang string) (list []Entry) {
	for i, way := range s.ways {
		file := ""
		if i < len(s.files) {
			file = s.files[i].text
		}
		operator := strings.TrimLeft(way.text, "0123456789&")
		what := operator
		switch from := strings.TrimSuffix(way.text, operator); {
		case operator == ">" && file == "/dev/null":
			what = from + "null"
		case operator == ">", operator == ">>":
			what = from + operator
		}
		text, known := map[string]map[string]string{
			">":     {"en": "what it prints goes into that file", "zh": "打印的内容写进那个文件"},
			"1>":    {"en": "what it prints goes into that file", "zh": "打印的内容写进那个文件"},
			">|":    {"en": "what it prints goes into that file", "zh": "打印的内容写进那个文件"},
			"&>>":   {"en": "what it prints, and its errors, are appended to that file", "zh": "打印的内容和错误信息都加到那个文件末尾"},
			">>":    {"en": "what it prints is appended to that file", "zh": "打印的内容加到那个文件末尾"},
			"2>":    {"en": "its errors go into that file", "zh": "错误信息写进那个文件"},
			"2>>":   {"en": "its errors are appended to that file", "zh": "错误信息加到那个文件末尾"},
			"&>":    {"en": "what it prints, and its errors, go into that file", "zh": "打印的内容和错误信息都写进那个文件"},
			"null":  {"en": "what it prints is dropped", "zh": "打印的内容丢掉"},
			"1null": {"en": "what it prints is dropped", "zh": "打印的内容丢掉"},
			"2null": {"en": "its errors are dropped", "zh": "错误信息丢掉"},
			"&null": {"en": "what it prints, and its errors, are dropped", "zh": "打印的内容和错误信息都丢掉"},
			">&":    {"en": "goes where that one goes: 1 is what it prints, 2 its errors", "zh": "和那一路去同一个地方：1 是打印的内容，2 是错误信息"},
			"<":     {"en": "it reads that file", "zh": "从那个文件读取"},
			"<<":    {"en": "it reads the lines that follow, up to that word", "zh": "读取后面的各行，直到那个词"},
			"<<<":   {"en": "it reads that word", "zh": "读取这个词"},
		}[what]
		words := way.text + " " + file
		if strings.HasSuffix(way.text, "&") {
			words = way.text + file
		}
		list = append(list, Entry{Words: strings.TrimSpace(words), Text: text[lang], Unknown: !known})
	}
	return list
}
