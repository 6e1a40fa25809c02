using System.Text.RegularExpressions;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Deployment;

/// <summary>The image of a node, checked as far as that goes without a container engine.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("deploy/docker/Dockerfile"));
    private static readonly string[] Ignore = File.ReadAllLines(Repository.PathOf("deploy/docker/Dockerfile.dockerignore"));

    [Fact]
    public void What_is_copied_exists_and_reaches_the_builder()
    {
        var sources = Lines.Where(static line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(static line => line.Split(' ')[1..^1]).ToArray();
        sources.ShouldContain("src");
        foreach (var source in sources)
        {
            (File.Exists(Repository.PathOf(source)) || Directory.Exists(Repository.PathOf(source))).ShouldBeTrue(source);
            Ignore.Any(line => line.StartsWith('!') && (source == line[1..] || source.StartsWith(line[1..] + "/", StringComparison.Ordinal))).ShouldBeTrue($"{source} is kept from the builder");
        }
    }

    [Fact]
    public void Everything_that_the_build_imports_is_copied()
    {
        // A file that the build looks for at the top must be in the image of the builder, or the build there differs from the one here.
        var top = Directory.EnumerateFiles(Repository.Root).Select(static file => Path.GetFileName(file)).Where(static name => BuildFile().IsMatch(name));
        top.ShouldAllBe(name => Lines.Any(line => line.StartsWith("COPY ", StringComparison.Ordinal) && line.Split(' ').Contains(name)));
    }

    [Fact]
    public void Stages_are_of_the_version_that_the_projects_target()
    {
        File.ReadAllText(Repository.PathOf("Directory.Build.props")).ShouldContain("<TargetFramework>net10.0</TargetFramework>");
        Lines.Where(static line => line.StartsWith("FROM ", StringComparison.Ordinal))
            .ShouldBe(["FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build", "FROM mcr.microsoft.com/dotnet/aspnet:10.0"]);
    }

    [Fact]
    public void A_node_runs_as_nobody_special_and_says_whether_it_is_ready()
    {
        var user = Array.IndexOf(Lines, "USER $APP_UID");
        user.ShouldBeGreaterThan(Array.FindIndex(Lines, static line => line.Contains("aspnet", StringComparison.Ordinal)));
        user.ShouldBeLessThan(Array.FindIndex(Lines, static line => line.StartsWith("ENTRYPOINT", StringComparison.Ordinal)));
        Lines.ShouldContain(static line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.EndsWith("CMD [\"bash\", \"/app/healthy.sh\"]", StringComparison.Ordinal));
        Lines.ShouldContain("ENTRYPOINT [\"dotnet\", \"/app/flexcore.dll\"]");
        Lines.ShouldContain("CMD [\"start\", \"--config\", \"/app/cluster.conf\"]");
    }

    [GeneratedRegex(@"^(global\.json|Directory\..*\.(props|targets|rsp)|\.editorconfig|nuget\.config)$", RegexOptions.IgnoreCase)]
    private static partial Regex BuildFile();
}
