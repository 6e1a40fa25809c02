namespace FlexCore.Streams.Values;

/// <summary>A number whose digits a double cannot hold, such as a 64-bit id: passes through a pipeline unchanged.</summary>
/// <param name="Text">The number as JSON text, at most 1,000 characters.</param>
/// <param name="Nearest">The nearest double, which arithmetic and comparison use.</param>
public sealed record ExactNumber(string Text, double Nearest);
