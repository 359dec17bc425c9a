"""The files of an answer: exactly its rows, with their year, source, licence and what is secret."""

from bot.exports.delimited import csv_bytes
from bot.exports.name import file_name
from bot.exports.workbook import xlsx_bytes

__all__ = ["csv_bytes", "file_name", "xlsx_bytes"]
