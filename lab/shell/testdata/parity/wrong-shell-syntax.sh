# What cannot be parsed, in an eval, in the file of a source, and at last in the script.
eval 'echo a; fi'; echo $?
for t in "echo 'a" 'echo "a' fi done '}' 'if true' 'while true; do echo' 'echo )' 'for x in' 'case x in' 'f() {' 'echo a; ; b' esac 'if; then' then '| a' 'a |' 'a && ' '&& b' 'echo ${x'; do
	echo "$t" > lib; . ./lib; echo "$? $t"
done
for t in '(a' 'a > ' '((1' do 'echo `a' 'if true; then fi' 'while do' for 'a & & b' 'a ;; b' '{ a' 'if a; then b; done' '( a; ) )' function ')' ';' 'echo (x)' 'select x'; do
	echo "$t" > lib; . ./lib; echo "$? $t"
done
echo 'echo b; done' > lib; . ./lib; echo $?
printf 'if true\nthen\n\nfi\n' > lib; source ./lib; echo $?
printf 'x="two\nthree\n' > lib; . ./lib; echo $?
if true; then
	echo a
done
echo never
