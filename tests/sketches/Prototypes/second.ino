// The folder's second file: joined behind the first.
int from_the_other_file(int x) { return twice(x) + 1; }

int twice(int x) { return 2 * x; }
