namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>The example's pipeline, as the repository has it, with its outputs in a folder of the benchmark.</summary>
internal static class AccessLogPipeline
{
    private const string Relative = "deploy/examples/access-log/pipeline.yaml";

    /// <summary>Copies the pipeline and returns the command line that runs it.</summary>
    public static string[] Arguments(string folder, string log)
    {
        var pipeline = Path.Combine(folder, "pipeline.yaml");
        File.Copy(Find(), pipeline);
        return ["run", pipeline, "--input", log, "--quiet"];
    }

    /// <summary>Where the repository has it.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Relative);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new FileNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Relative}.");
    }
}
