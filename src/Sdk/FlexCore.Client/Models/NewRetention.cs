namespace FlexCore.Client.Models;

/// <summary>A policy to set.</summary>
/// <param name="Keep"><c>forever</c>, a span such as <c>7d</c>, a number, or both as <c>7d/1000</c>.</param>
public sealed record NewRetention(string Keep);
