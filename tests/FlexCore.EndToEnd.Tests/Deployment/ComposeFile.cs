using FlexCore.EndToEnd.Tests.Processes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace FlexCore.EndToEnd.Tests.Deployment;

/// <summary>docker-compose.yml as a container engine reads it: anchors and merges resolved.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> _root;

    private ComposeFile(Dictionary<object, object> root) => _root = root;

    public static ComposeFile Read()
    {
        using var text = new StringReader(File.ReadAllText(Repository.PathOf("docker-compose.yml")));
        var parser = new MergingParser(new Parser(text));
        return new ComposeFile(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser));
    }

    public IReadOnlyDictionary<string, Dictionary<object, object>> Services => Map(_root, "services").ToDictionary(static pair => (string)pair.Key, static pair => (Dictionary<object, object>)pair.Value);

    public IReadOnlyList<string> Volumes => [.. Map(_root, "volumes").Keys.Cast<string>()];

    /// <summary>The nodes, by name.</summary>
    public IReadOnlyDictionary<string, Dictionary<object, object>> Nodes => Services.Where(static service => Text(service.Value, "image") == "flexcore").ToDictionary();

    public static string? Text(Dictionary<object, object> map, string key) => map.GetValueOrDefault(key) as string;

    public static IReadOnlyList<string> Texts(Dictionary<object, object> map, string key) => map.GetValueOrDefault(key) is List<object> list ? [.. list.Cast<string>()] : [];

    public static Dictionary<object, object> Map(Dictionary<object, object> map, string key) => map.GetValueOrDefault(key) as Dictionary<object, object> ?? [];

    /// <summary>The variables of a service, those of the engine's own environment replaced by a value.</summary>
    public static Dictionary<string, string> Environment(Dictionary<object, object> service, string secret) => Map(service, "environment")
        .ToDictionary(static pair => (string)pair.Key, pair => pair.Value is string value && value.StartsWith("${FLEXCORE_POSTGRES_PASSWORD", StringComparison.Ordinal) ? secret : (string)pair.Value);
}
