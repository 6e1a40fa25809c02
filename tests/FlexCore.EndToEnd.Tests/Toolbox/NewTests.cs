using System.Diagnostics;
using System.Net.Http.Headers;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

/// <summary>What <c>flexcore new</c> makes works as it is.</summary>
public sealed class NewTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_new_pipeline_runs_and_passes_its_cases()
    {
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "new", "pipeline", "orders")).ShouldExitWith(0).Out.ShouldEndWith("next     flexcore test ./orders.yaml && flexcore run ./orders.yaml\n");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "test", "orders.yaml")).ShouldExitWith(0);
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "orders.yaml", "--quiet")).ShouldExitWith(0);

        _workspace.Lines("out/orders.ndjson").Length.ShouldBe(3);
        _workspace.Lines("out/orders-bad.ndjson").ShouldHaveSingleItem().ShouldContain("this line is not JSON");
    }

    [Fact]
    public async Task A_new_operator_builds()
    {
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "new", "operator", "capitals")).ShouldExitWith(0);

        var output = await Bash.RunAsync(_workspace.Folder, "dotnet build capitals --nologo -v quiet -nodeReuse:false 2>&1; echo \"code $?\"");

        output.ShouldEndWith("code 0\n");
        _workspace.Has("capitals/bin/Debug/net10.0/capitals.dll").ShouldBeTrue(output);
    }

    [Fact]
    public async Task A_new_application_builds_and_takes_records()
    {
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "new", "app", "shop")).ShouldExitWith(0);
        (await Bash.RunAsync(_workspace.Folder, "dotnet build shop --nologo -v quiet -nodeReuse:false 2>&1; echo \"code $?\"")).ShouldEndWith("code 0\n");
        var start = new ProcessStartInfo("dotnet", [_workspace.PathOf("shop/bin/Debug/net10.0/shop.dll"), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = _workspace.PathOf("shop"),
            RedirectStandardOutput = true,
        };
        using var app = Process.Start(start) ?? throw new InvalidOperationException("The application did not start.");
        try
        {
            using var http = new HttpClient { BaseAddress = await UrlAsync(app) };
            using var record = new StringContent("{\"product\":\"tea\",\"amount\":3}", new MediaTypeHeaderValue("application/json"));
            using var answer = await http.PostAsync(new Uri("/api/v1/streams/shop/records", UriKind.Relative), record);

            ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync());
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync();
        }
    }

    private static async Task<Uri> UrlAsync(Process app)
    {
        const string Said = "Now listening on: ";
        while (await app.StandardOutput.ReadLineAsync().WaitAsync(FlexcoreProcess.Patience) is { } line)
        {
            if (line.Contains(Said, StringComparison.Ordinal))
            {
                return new Uri(line[(line.IndexOf(Said, StringComparison.Ordinal) + Said.Length)..].Trim());
            }
        }

        throw new InvalidOperationException("The application ended before it listened.");
    }

    public void Dispose() => _workspace.Dispose();
}
