using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Schema;

namespace FlexCore.Persistence.Sqlite.Tests.Shared;

/// <summary>The order of a migration's steps, seen by a target that writes them down.</summary>
public sealed class MigrationRunnerTests
{
    private static readonly SqlScript[] Scripts = [new(1, "0001_a.sql", "a"), new(2, "0002_b.sql", "b"), new(3, "0003_c.sql", "c")];

    [Theory]
    [InlineData(0, "lock read apply1 apply2 apply3 unlock", 3)]
    [InlineData(2, "lock read apply3 unlock", 1)]
    [InlineData(3, "lock read unlock", 0)]
    public async Task The_version_is_read_under_the_lock_and_the_rest_applied_in_order(int version, string steps, int applied)
    {
        var target = new RecordingTarget(version);

        (await MigrationRunner.RunAsync(target, Scripts, CancellationToken.None)).ShouldBe(applied);

        target.Steps.ShouldBe(steps);
    }

    [Fact]
    public async Task A_newer_store_is_refused_with_the_versions_and_the_remedy()
    {
        var target = new RecordingTarget(4);

        var error = await Should.ThrowAsync<StoreException>(async () => await MigrationRunner.RunAsync(target, Scripts, CancellationToken.None));

        error.Fault.ShouldBe(StoreFault.SchemaTooNew);
        error.Path.ShouldBe("memory");
        error.Message.ShouldBe(
            "The store at 'memory' has schema version 4, but this FlexCore knows only up to 3. "
            + "Start the newer FlexCore that wrote it, or restore a backup made before the upgrade; nothing was changed.");
        target.Steps.ShouldBe("lock read unlock");
    }

    [Fact]
    public async Task A_script_that_fails_stops_the_migration_and_frees_the_lock()
    {
        var target = new RecordingTarget(0) { FailAt = 2 };

        await Should.ThrowAsync<InvalidOperationException>(async () => await MigrationRunner.RunAsync(target, Scripts, CancellationToken.None));

        target.Steps.ShouldBe("lock read apply1 fail2 unlock");
    }

    [Fact]
    public async Task A_cancelled_migration_stops_between_two_scripts_and_frees_the_lock()
    {
        using var stop = new CancellationTokenSource();
        var target = new RecordingTarget(0) { Applied = number => { if (number == 2) { stop.Cancel(); } } };

        await Should.ThrowAsync<OperationCanceledException>(async () => await MigrationRunner.RunAsync(target, Scripts, stop.Token));

        target.Steps.ShouldBe("lock read apply1 apply2 unlock");
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    public async Task Scripts_out_of_order_are_refused_before_anything_is_locked(int first, int second)
    {
        var target = new RecordingTarget(0);

        await Should.ThrowAsync<InvalidOperationException>(
            async () => await MigrationRunner.RunAsync(target, [new(first, "x.sql", ""), new(second, "y.sql", "")], CancellationToken.None));

        target.Steps.ShouldBe("");
    }

    private sealed class RecordingTarget(int version) : IMigrationTarget, IAsyncDisposable
    {
        private readonly List<string> _steps = [];

        public string Location => "memory";

        public int FailAt { get; init; }

        public Action<int>? Applied { get; init; }

        public string Steps => string.Join(' ', _steps);

        public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
        {
            _steps.Add("lock");
            return ValueTask.FromResult<IAsyncDisposable>(this);
        }

        public ValueTask<int> ReadVersionAsync(CancellationToken cancellationToken)
        {
            _steps.Add("read");
            return ValueTask.FromResult(version);
        }

        public ValueTask ApplyAsync(SqlScript script, CancellationToken cancellationToken)
        {
            if (script.Number == FailAt)
            {
                _steps.Add($"fail{script.Number}");
                throw new InvalidOperationException("broken script");
            }

            _steps.Add($"apply{script.Number}");
            Applied?.Invoke(script.Number);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _steps.Add("unlock");
            return ValueTask.CompletedTask;
        }
    }
}
