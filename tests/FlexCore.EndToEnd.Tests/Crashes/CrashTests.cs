using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Crashes;

/// <summary>Stop, crash or <c>kill -9</c> at any moment, run again: the output is that of an uninterrupted run.</summary>
public class CrashTests
{
    private const int Kills = 8;
    private const int Terminations = 2;
    private const int Terminated = 143;
    private const int Killed = 137;
    private const int Lines = 300_000;

    // A run that makes no progress between two kills would go on for ever.
    private const int AttemptsMax = 200;

    [Theory]
    [InlineData(CrashScenario.Window, 1)]
    [InlineData(CrashScenario.Rows, 2)]
    public async Task Any_sequence_of_kills_and_stops_gives_the_output_of_a_straight_run(string pipeline, int seed)
    {
        using var scenario = new CrashScenario(pipeline, Lines);
        await scenario.RunStraightAsync();
        var random = new Random(seed);
        var (kills, terminations) = (0, 0);
        for (var round = 1; kills < Kills || terminations < Terminations; round++)
        {
            var workspace = scenario.Prepare();
            var story = $"seed {seed}, round {round}:";
            var done = false;
            for (var attempt = 0; !done; attempt++)
            {
                attempt.ShouldBeLessThan(AttemptsMax, story);
                await using var process = FlexcoreProcess.Start(workspace.Folder, "run", "p.yaml");
                process.Input.Close();
                var target = random.Next(0, 60);
                var terminate = random.Next(5) == 0;
                var interrupted = await process.WaitForErrorLinesAsync(target) && !process.HasExited;
                if (interrupted && terminate)
                {
                    process.Terminate();
                }
                else if (interrupted)
                {
                    process.Kill();
                }

                var outcome = await process.WaitAsync();
                story += $" {(terminate ? "SIGTERM" : "kill")} after {target} lines -> {outcome.ExitCode};";
                (outcome.ExitCode is 0 or Terminated or Killed).ShouldBeTrue($"{story}\n{outcome}");

                // A signal may hit between the end of the run and the end of the process. Then the run is complete, and the next one would be another run.
                done = outcome.ExitCode == 0 || CrashScenario.IsComplete(workspace);
                terminations += outcome.ExitCode == Terminated ? 1 : 0;
                kills += interrupted && !terminate && !done ? 1 : 0;
            }

            scenario.ShouldEqualStraightRun(workspace, story);
        }
    }
}
