namespace ClickDash.Kafka;

/// <summary>Kafka cannot be used as it is set up, and trying again cannot help. The message is a sentence for people, without secrets.</summary>
public sealed class KafkaFatalException : Exception
{
    /// <summary>Without a word of its own.</summary>
    public KafkaFatalException() { }

    /// <param name="message">A sentence that says what is wrong.</param>
    public KafkaFatalException(string message)
        : base(message) { }

    /// <param name="message">A sentence that says what is wrong.</param>
    /// <param name="innerException">What was caught.</param>
    public KafkaFatalException(string message, Exception innerException)
        : base(message, innerException) { }
}
