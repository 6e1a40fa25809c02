using System.Text.Json;

namespace FlexCore.Client.Models;

/// <summary>What a schedule fires.</summary>
/// <param name="Kind"><c>event</c>, <c>stream</c>, <c>pipeline</c> or <c>command</c>.</param>
/// <param name="Name">Which topic, event stream, pipeline or command.</param>
/// <param name="Input">What it is given; <see langword="null"/> for nothing.</param>
public sealed record NewScheduleTarget(string Kind, string Name, JsonElement? Input = null);
