using System.Text.Json.Serialization;
using FlexCore.Cli.Linting;

namespace FlexCore.Cli.Summaries;

/// <summary>Writes the objects of <c>--json</c>. Generated at build time, so that a start costs no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(LintReport))]
internal sealed partial class SummaryJson : JsonSerializerContext;
