namespace FlexCore.Hosting.Tests.Streams;

/// <summary>Pipelines of the tests. Paths are relative to the test's folder.</summary>
internal static class SampleDocuments
{
    public static string Copy(string name, string input = "in.ndjson", string output = "out.ndjson", string extra = "") =>
        $$"""
        name: {{name}}
        description: copies
        source:
          file: { path: {{input}} }
        steps:
          - parse: json
        {{extra}}
        sinks:
          - file: { path: {{output}}, format: ndjson }
        """ + "\n";

    public static string Broken(string name) => Copy(name).Replace("parse: json", "prase: json", StringComparison.Ordinal);
}
