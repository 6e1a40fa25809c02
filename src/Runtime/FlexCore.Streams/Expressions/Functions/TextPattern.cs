using System.Text.RegularExpressions;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>A regular expression that matches in linear time.</summary>
/// <param name="Regex">The matcher.</param>
/// <param name="IsGlobal">Whether the flag <c>g</c> is set.</param>
internal sealed record TextPattern(Regex Regex, bool IsGlobal);
