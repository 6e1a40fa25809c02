using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Deployment;

/// <summary>docker-compose.yml, as docker-compose itself reads it.</summary>
public sealed class ComposeConfigTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [ComposeFact]
    public async Task Compose_accepts_the_file_and_gives_every_node_the_password()
    {
        var outcome = (await ConfigAsync("FLEXCORE_POSTGRES_PASSWORD=a-secret")).ShouldExitWith(0);

        outcome.Out.Split("FLEXCORE_POSTGRES_PASSWORD: a-secret").Length.ShouldBe(4, outcome.ToString());
        outcome.Out.ShouldContain("POSTGRES_PASSWORD: a-secret");
    }

    [ComposeFact]
    public async Task Without_a_password_it_says_where_to_set_one()
    {
        var outcome = await ConfigAsync("FLEXCORE_POSTGRES_PASSWORD=");

        outcome.ExitCode.ShouldNotBe(0);
        outcome.ShouldExplain("copy deploy/docker/.env.example to .env and set it there");
    }

    // The project's folder is another, so that a developer's own .env plays no part.
    private async Task<Outcome> ConfigAsync(string variable)
    {
        File.Copy(Repository.PathOf("docker-compose.yml"), _workspace.PathOf("docker-compose.yml"));
        return await FlexcoreProcess.RunScriptAsync(_workspace.Folder, $"{variable} '{ComposeProgram.Path}' --project-directory . -f docker-compose.yml config");
    }
}
