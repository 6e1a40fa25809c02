using FlexCore.Hocon.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace FlexCore.Hocon.Tests.Provider;

public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly List<ConfigurationRoot> _roots = [];

    public void Dispose()
    {
        foreach (var root in _roots)
        {
            root.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_changed_file_is_loaded_and_announced()
    {
        var path = _folder.Write("app.conf", "a = 1");
        var configuration = Build(path);
        var changed = WhenValue(configuration, "a", "2");
        _folder.Write("app.conf", "a = 2");
        await changed.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_changed_include_is_loaded()
    {
        _folder.Write("sub/inner.conf", "a = 1");
        var configuration = Build(_folder.Write("app.conf", "include \"sub/inner.conf\""));
        var changed = WhenValue(configuration, "a", "2");
        _folder.Write("sub/inner.conf", "a = 2");
        await changed.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_folder_that_an_edit_brings_in_is_watched_too()
    {
        _folder.Write("new/inner.conf", "a = 2");
        var configuration = Build(_folder.Write("app.conf", "a = 1"));
        var included = WhenValue(configuration, "a", "2");
        _folder.Write("app.conf", "include \"new/inner.conf\"");
        await included.WaitAsync(Generous);

        var changed = WhenValue(configuration, "a", "3");
        _folder.Write("new/inner.conf", "a = 3");
        await changed.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_watch_calls_back_once_after_its_start_so_that_no_change_falls_between_reading_and_watching()
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = new FileWatch([Path.Combine(_folder.Root, "app.conf")], TimeSpan.FromMilliseconds(1), TimeProvider.System, () => called.TrySetResult());
        await called.Task.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_file_that_appears_by_renaming_is_loaded()
    {
        var configuration = Build(Path.Combine(_folder.Root, "late.conf"), optional: true);
        configuration["a"].ShouldBeNull();
        var changed = WhenValue(configuration, "a", "1");
        File.Move(_folder.Write("late.tmp", "a = 1"), Path.Combine(_folder.Root, "late.conf"));
        await changed.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_deleted_optional_file_means_no_values()
    {
        var path = _folder.Write("app.conf", "a = 1");
        var configuration = Build(path, optional: true);
        var changed = WhenValue(configuration, "a", null);
        File.Delete(path);
        await changed.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_broken_edit_keeps_the_last_good_values_and_reports()
    {
        var path = _folder.Write("app.conf", "a = 1");
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var configuration = Build(path, onError: e => failed.TrySetResult(e));
        _folder.Write("app.conf", "a = [");
        var failure = (await failed.Task.WaitAsync(Generous)).ShouldBeOfType<HoconException>();
        failure.Origin.Source.ShouldBe(path);
        configuration["a"].ShouldBe("1");
        configuration.Providers.OfType<HoconConfigurationProvider>().Single().LastReloadError.ShouldNotBeNull();

        var changed = WhenValue(configuration, "a", "3");
        _folder.Write("app.conf", "a = 3");
        await changed.WaitAsync(Generous);
        configuration.Providers.OfType<HoconConfigurationProvider>().Single().LastReloadError.ShouldBeNull();
    }

    [Fact]
    public void Without_reload_no_folder_is_watched()
    {
        var path = _folder.Write("app.conf", "a = 1");
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder().AddHoconFile(path).Build();
        _folder.Write("app.conf", "a = 2");
        configuration["a"].ShouldBe("1");
        configuration.Reload();
        configuration["a"].ShouldBe("2");
    }

    private ConfigurationRoot Build(string path, bool optional = false, Action<Exception>? onError = null)
    {
        var root = (ConfigurationRoot)new ConfigurationBuilder()
            .AddHocon(source =>
            {
                source.Path = path;
                source.Optional = optional;
                source.ReloadOnChange = true;
                source.ReloadDelay = TimeSpan.FromMilliseconds(20);
                source.OnReloadError = onError;
            })
            .Build();
        _roots.Add(root);
        return root;
    }

    /// <summary>Completes at the change notification that shows the value.</summary>
    private static Task WhenValue(ConfigurationRoot configuration, string key, string? value)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            if (configuration[key] == value)
            {
                seen.TrySetResult();
            }
        });
        return seen.Task;
    }
}
