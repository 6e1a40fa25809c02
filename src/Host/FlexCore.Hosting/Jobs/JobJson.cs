using System.Text.Json.Serialization;

namespace FlexCore.Hosting.Jobs;

/// <summary>JSON of the files of jobs, generated at build time.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class JobJson : JsonSerializerContext;
