using FlexCore.EndToEnd.Tests.Clusters;

namespace FlexCore.EndToEnd.Tests.Deployment;

/// <summary>Finds docker-compose: the program, or the plugin of docker, which runs alone too. It needs no engine to read a file.</summary>
internal static class ComposeProgram
{
    private static readonly string[] Plugins =
    [
        "/usr/libexec/docker/cli-plugins/docker-compose", "/usr/lib/docker/cli-plugins/docker-compose", "/usr/local/lib/docker/cli-plugins/docker-compose",
    ];

    public static string? Path { get; } = Programs.Find("docker-compose") ?? Plugins.FirstOrDefault(File.Exists);
}
