/**
 * Replaces $(NAME) by the variable's value, as in command, args and env: "$$" is a dollar, and a reference to an unknown
 * variable stays as it is (k8s.io/kubernetes third_party/forked/golang/expansion).
 */
export function expand(text: string, variables: Record<string, string>): string {
  return text.replaceAll(/\$(?:\$|\(([^()]*)\))/g, (whole: string, name: string | undefined) => {
    if (name === undefined) return '$';
    return Object.hasOwn(variables, name) ? (variables[name] ?? '') : whole;
  });
}
