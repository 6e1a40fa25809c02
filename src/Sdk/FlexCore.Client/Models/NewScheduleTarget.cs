using System.Text.Json;

namespace FlexCore.Client.Models;

/// <summary>What a schedule fires.</summary>
/// <param name="Kind"><c>event</c> or <c>pipeline</c>.</param>
/// <param name="Name">Which topic or pipeline.</param>
/// <param name="Input">What it is given; <see langword="null"/> for nothing.</param>
public sealed record NewScheduleTarget(string Kind, string Name, JsonElement? Input = null);
