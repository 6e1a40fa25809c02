using System.Diagnostics.CodeAnalysis;
using FlexCore.Application.Streams;
using FlexCore.Streams.Services;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sources.Follow;

/// <summary>The file under a path and those that were there before it and are not read to their ends yet, oldest first.</summary>
/// <remarks>Files are opened as soon as they are seen, so that a further rotation cannot take them away. Used by one reading task.</remarks>
internal sealed class FollowedFiles : IDisposable
{
    /// <summary>The most files that may be open at the same time: how many rotations reading may lag behind.</summary>
    public const int MaxOpen = 64;

    private readonly FollowSourcePlan _plan;
    private readonly SourceSettings _settings;
    private readonly RunServices _services;
    private readonly List<FollowedFile> _open = [];
    private long _rotatedAt;
    private bool _isRotated;

    /// <summary>Creates the list, without files.</summary>
    /// <param name="plan">What to read.</param>
    /// <param name="settings">The bounds.</param>
    /// <param name="services">Clock and logger.</param>
    public FollowedFiles(FollowSourcePlan plan, SourceSettings settings, RunServices services)
    {
        _plan = plan;
        _settings = settings;
        _services = services;
    }

    /// <summary>Bytes consumed of all files so far.</summary>
    public long BytesIn { get; private set; }

    /// <summary>Bytes of all open files that were not read yet.</summary>
    public long Unread => _open.Sum(file => file.Unread);

    /// <summary>Opens the files that follow a position, and stands at it.</summary>
    /// <param name="position">The position.</param>
    public void GoTo(FollowPosition position)
    {
        BytesIn = position.BytesIn;
        _open.AddRange(new RotatedFiles(_plan, _settings).From(position));
    }

    /// <summary>Opens the file that is there, and stands at its beginning.</summary>
    /// <returns>That place, or <see langword="null"/> when there is no file yet, or none that can be opened.</returns>
    public FollowPosition? Begin()
    {
        try
        {
            Look();
        }
        catch (StreamException)
        {
            // The first read meets the same again, where a restart may help.
            return null;
        }

        return _open is [var file, ..] ? new FollowPosition(file.Identity, InputPoint.Start, 0) : null;
    }

    /// <summary>Reads complete records, if there are any.</summary>
    /// <param name="position">The position behind them.</param>
    public SourceChunk? Read([NotNullWhen(true)] out FollowPosition? position)
    {
        position = null;
        Look();
        while (_open.Count > 0)
        {
            var current = _open[0];
            if (!current.IsFinal && !current.Has(current.Point))
            {
                Restart(current);
                continue;
            }

            // A header or blank lines may be consumed without giving a record.
            var before = current.Point.Offset;
            var chunk = current.Read();
            BytesIn += current.Point.Offset - before;
            if (chunk is not null)
            {
                position = new FollowPosition(current.Identity, current.Point, BytesIn);
                return chunk;
            }

            if (!Leave(current))
            {
                return null;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _open)
        {
            file.Dispose();
        }

        _open.Clear();
    }

    private void Look()
    {
        var known = _open.Count == 0 ? null : (FileIdentity?)_open[^1].Identity;
        if (FileIdentity.Of(_plan.Path) is not { } there || there == known)
        {
            return;
        }

        if (_open.Count == MaxOpen)
        {
            throw new StreamException("source-too-far-behind", $"The file '{_plan.Path}' was rotated {MaxOpen} times since the place that is read now. Give the pipeline more workers, or rotate less often.");
        }

        if (FollowedFile.Open(_plan.Path, _plan, _settings) is { } file)
        {
            if (file.Identity == known)
            {
                file.Dispose();
                return;
            }

            if (known is { } last)
            {
                // More than one rotation may lie between two looks.
                _open.AddRange(new RotatedFiles(_plan, _settings).After(last, [file.Identity, .. _open.Select(open => open.Identity)]));
            }

            _open.Add(file);
        }
    }

    // The file is at its end. It is left when another one has taken its path and its writer had time to follow.
    private bool Leave(FollowedFile current)
    {
        if (_open.Count == 1 && !current.IsFinal)
        {
            return false;
        }

        if (!current.IsFinal)
        {
            if (!_isRotated)
            {
                (_isRotated, _rotatedAt) = (true, _services.Clock.GetTimestamp());
                return false;
            }

            if (_services.Clock.GetElapsedTime(_rotatedAt) < FollowSource.PollInterval)
            {
                return false;
            }

            // One more look: now the last record needs no line feed.
            current.IsFinal = true;
            _isRotated = false;
            return true;
        }

        _open.RemoveAt(0);
        current.Dispose();
        return _open.Count > 0;
    }

    // The data before the place is gone: the file was copied away and truncated. What was added after the last read is in the copy only.
    private void Restart(FollowedFile current)
    {
        var position = new FollowPosition(current.Identity, current.Point, 0);
        var copies = new RotatedFiles(_plan, _settings).CopiesOf(position, [.. _open.Select(open => open.Identity)]);
        FollowLog.Truncated(_services.Logger, _plan.Path, current.Point.Offset, copies.Count > 0 ? copies[0].Path : "none");
        current.MoveTo(InputPoint.Start);
        current.ForgetHeader();
        _open.InsertRange(0, copies);
    }
}
