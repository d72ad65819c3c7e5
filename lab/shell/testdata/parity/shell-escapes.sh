# Backslashes outside of quotes, wherever a word is taken whole.
echo hi > "a b"; cat a\ b; cat < a\ b; echo x > a\'q; cat "a'q"; rm -f a\'q a\ b
case a\ b in "a b") echo y;; *) echo n;; esac
case "a b" in a\ b) echo y;; *) echo n;; esac
case 'a*' in a\*) echo y;; *) echo n;; esac
[[ a\ b == "a b" ]] && echo y || echo n
[[ "a b" == a\ b ]] && echo y || echo n
cat <<< a\ b
x=1; y=\$x; echo "$y"
for i in a\ b c; do echo "$i"; done
arr=(a\ b c\'d); echo "${arr[0]}" "${arr[1]}"
declare z=a\ b; echo "$z"
local_f() { local q=a\ b; echo "$q"; }; local_f
w=${nosuch:-a\ b}; echo "$w"
w=${nosuch:-"a\ b"}; echo "$w"
v="a\ b"; echo "$v"
p=C:\\dir; echo "$p"
q=a\
b; echo "$q"
PATH=$PATH:/opt/x\ y; echo "${PATH##*:}"
r=~/a\ b; echo "${r#$HOME}"
s=$'a\'b'; echo "$s"
[ a\ b = "a b" ] && echo y
t=(x\ y); t+=(z\ w); echo "${t[1]}"
u+=a\ b; echo "$u"
FOO=a\ b env | grep ^FOO
echo ${nosuch:-a\ b}
echo "${nosuch:-a\ b}"
e=\\; echo "$e"; e=a\\b; echo "$e"; e=\n; echo "$e"
a[0]='it'\''s'; echo "${a[0]}"
eval "b[0]='it'\\''s'"; echo "${b[0]}"
c='it'\''s'; echo "$c"
eval "d=('it'\\''s')"; echo "${d[0]}"
c='it'\''s'; echo "$c"
echo 'it'\''s'
c=a\'b; echo "$c"
c=a\ b; echo "$c"
c=a\"b; echo "$c"
export d=x\'y; echo "$d"
eval 'f="a b"; g=a\ b; [ "$f" = "$g" ]'; echo $?
eval "h=c:\\\\d"; echo "$h"
x='a b c'; echo "${x/ /\ -\ }" ${x// /\,}
set -x; : "it's"; set +x
