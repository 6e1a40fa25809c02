using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.Examples.Sensors;

namespace FlexCore.EndToEnd.Tests.Sensors;

public sealed class SensorExampleTests : IDisposable
{
    private const string Example = "deploy/examples/sensors";

    private static readonly SensorOptions SampleOptions = new() { Machines = 4, Seed = 2026, Start = new DateTimeOffset(2026, 1, 15, 6, 0, 0, TimeSpan.Zero), Span = TimeSpan.FromMinutes(60) };

    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("sessions")]
    [InlineData("alerts")]
    public async Task The_example_gives_the_committed_result(string pipeline)
    {
        await RunAsync(pipeline, Repository.PathOf($"{Example}/readings.ndjson"));

        _workspace.Read($"{pipeline}.ndjson").ShouldBe(await File.ReadAllTextAsync(Repository.PathOf($"{Example}/expected/{pipeline}.ndjson")));
    }

    [Fact]
    public void The_committed_sample_is_what_the_generator_writes()
    {
        var committed = File.ReadAllBytes(Repository.PathOf($"{Example}/readings.ndjson"));

        Generate(SampleOptions).AsSpan().SequenceEqual(committed).ShouldBeTrue("Run the generator with the options in the example's README.");
        committed.Length.ShouldBeLessThan(300_000);
    }

    [Fact]
    public void The_same_options_give_the_same_bytes_and_another_seed_others()
    {
        var first = Generate(new SensorOptions { Seed = 1, Span = TimeSpan.FromHours(1) });

        Generate(new SensorOptions { Seed = 1, Span = TimeSpan.FromHours(1) }).ShouldBe(first);
        Generate(new SensorOptions { Seed = 2, Span = TimeSpan.FromHours(1) }).ShouldNotBe(first);
    }

    [Fact]
    public async Task The_sessions_are_those_of_an_independent_reading()
    {
        var bytes = Generate(new SensorOptions { Machines = 12, Seed = 11, Span = TimeSpan.FromHours(6) });
        await RunAsync("sessions", _workspace.Write("day.ndjson", bytes));

        var actual = _workspace.Lines("sessions.ndjson").Select(line => JsonDocument.Parse(line).RootElement).Select(row => new Session(
            row.GetProperty("sensor").GetString() ?? "",
            row.GetProperty("window").GetDateTimeOffset(),
            row.GetProperty("windowEnd").GetDateTimeOffset().AddSeconds(-45),
            row.GetProperty("readings").GetInt32(),
            row.GetProperty("lastTemperature").GetDouble(),
            row.GetProperty("peakTemperature").GetDouble()));
        var expected = Expected(bytes);
        actual.OrderBy(session => (session.Sensor, session.First)).ShouldBe(expected.OrderBy(session => (session.Sensor, session.First)));
        expected.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Every_alert_lies_within_a_fault_and_is_raised_once()
    {
        var bytes = Generate(new SensorOptions { Machines = 12, Seed = 12, Span = TimeSpan.FromHours(6) });
        await RunAsync("alerts", _workspace.Write("day.ndjson", bytes));

        // Only a faulty machine shakes with more than 1 mm/s.
        var faults = Readings(bytes).Where(reading => reading.Vibration > 1).ToLookup(reading => reading.Sensor, reading => reading.At);
        var alerts = _workspace.Lines("alerts.ndjson").Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        alerts.Length.ShouldBeGreaterThan(10);
        foreach (var alert in alerts.Where(alert => alert.GetProperty("fastReadings").GetInt32() > 0))
        {
            var (from, to) = (alert.GetProperty("window").GetDateTimeOffset(), alert.GetProperty("windowEnd").GetDateTimeOffset());
            faults[alert.GetProperty("sensor").GetString() ?? ""].ShouldContain(time => time >= from && time < to, alert.GetRawText());
        }

        alerts.Select(alert => alert.GetProperty("level").GetString()).Distinct().ShouldBe(["warning", "critical"], ignoreOrder: true);
    }

    public void Dispose() => _workspace.Dispose();

    private async Task RunAsync(string pipeline, string readings)
    {
        _workspace.Write("pipeline.yaml", await File.ReadAllTextAsync(Repository.PathOf($"{Example}/{pipeline}.yaml")));
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "pipeline.yaml", "--input", readings, "--output", $"{pipeline}.ndjson")).ShouldExitWith(0);
    }

    // Sorted in memory, without watermarks: nothing in common with the product.
    private static List<Session> Expected(byte[] bytes)
    {
        var sessions = new List<Session>();
        foreach (var readings in Readings(bytes).Distinct().GroupBy(reading => reading.Sensor))
        {
            var current = new List<Reading>();
            foreach (var reading in readings.OrderBy(reading => reading.At))
            {
                if (current.Count > 0 && reading.At - current[^1].At >= TimeSpan.FromSeconds(45))
                {
                    sessions.Add(Session.Of(current));
                    current.Clear();
                }

                current.Add(reading);
            }

            sessions.Add(Session.Of(current));
        }

        return sessions;
    }

    private static IEnumerable<Reading> Readings(byte[] bytes)
    {
        foreach (var line in System.Text.Encoding.UTF8.GetString(bytes).Split('\n').Where(line => line.EndsWith('}')))
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            yield return new Reading(row.GetProperty("sensor").GetString() ?? "", row.GetProperty("at").GetDateTimeOffset(), row.GetProperty("temperature").GetDouble(), row.GetProperty("vibration").GetDouble());
        }
    }

    private static byte[] Generate(SensorOptions options)
    {
        using var target = new MemoryStream();
        new SensorGenerator(options).WriteTo(target);
        return target.ToArray();
    }

    private sealed record Reading(string Sensor, DateTimeOffset At, double Temperature, double Vibration);

    private sealed record Session(string Sensor, DateTimeOffset First, DateTimeOffset Last, int Readings, double LastTemperature, double Peak)
    {
        public static Session Of(List<Reading> readings) =>
            new(readings[0].Sensor, readings[0].At, readings[^1].At, readings.Count, readings[^1].Temperature, readings.Max(reading => reading.Temperature));
    }
}
