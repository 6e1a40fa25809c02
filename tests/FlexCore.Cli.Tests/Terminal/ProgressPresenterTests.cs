using FlexCore.Application.Streams;
using FlexCore.Cli.Terminal;
using FlexCore.Testing.Time;

namespace FlexCore.Cli.Tests.Terminal;

public sealed class ProgressPresenterTests : IDisposable
{
    private static readonly StreamProgress Some = new(10, 0, 0, 0, 0, 0, null, 0, null, 0);

    private readonly ManualClock _clock = new();
    private readonly StringWriter _text = new() { NewLine = "\n" };

    [Fact]
    public void The_view_decides_how_often_something_is_shown()
    {
        var presenter = new ProgressPresenter(new PlainProgressView(_text, "demo", TimeSpan.FromSeconds(10)), Some, _clock);

        for (var second = 0; second < 25; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            presenter.Observe(Some with { RecordsIn = 10 + second });
        }

        _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public void Without_a_view_it_only_measures()
    {
        var presenter = new ProgressPresenter(null, Some, _clock);
        _clock.Advance(TimeSpan.FromSeconds(3));

        presenter.Observe(Some);
        presenter.Clear();

        presenter.Elapsed.ShouldBe(TimeSpan.FromSeconds(3));
    }

    public void Dispose() => _text.Dispose();
}
